// Conversations, messages and lists for the tests.
import type { Conversation, Message } from "@/api/types";
import type { ListData } from "./list_cache";

export function conversation(number: number, change: Partial<Conversation> = {}): Conversation {
  return {
    id: `c${number}`,
    business_id: "b1",
    customer_id: `k${number}`,
    assignee_id: null,
    status: "open",
    channel_type: "widget",
    channel_id: "ch1",
    created_at: "2024-03-01T09:00:00Z",
    updated_at: `2024-03-01T09:${String(number).padStart(2, "0")}:00Z`,
    first_response_at: null,
    customer: null,
    messages: [],
    number,
    priority: "normal",
    tags: [],
    unread_count: 0,
    last_message: null,
    ...change,
  };
}

export function message(number: number, change: Partial<Message> = {}): Message {
  return {
    id: `m${number}`,
    conversation_id: "c1",
    sender_type: "customer",
    sender_id: null,
    content: `message ${number}`,
    attachments: [],
    created_at: `2024-03-01T10:${String(number).padStart(2, "0")}:00Z`,
    number,
    status: "sent",
    kind: "text",
    sources: [],
    ...change,
  };
}

/** One page per inner array; only the last one may be the end. */
export function list(pages: Conversation[][], isComplete = true): ListData {
  return {
    pages: pages.map((conversations, index) => ({
      conversations,
      next: index < pages.length - 1 || !isComplete ? `cursor${index}` : null,
      total: null,
    })),
    pageParams: pages.map((_, index) => (index === 0 ? null : `cursor${index - 1}`)),
  };
}
