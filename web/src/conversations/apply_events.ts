// What each live event changes in the loaded lists, threads and counts. Nothing here asks for a list again: at most
// one conversation is fetched, when a message arrives for one that is not loaded.
import type { QueryClient } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { Member, Message } from "@/api/types";
import { articleChanged, importChanged } from "@/knowledge/follow";
import type { LiveEvent, LiveEvents } from "@/live";
import { refreshAnswers } from "@/theo/answers";
import { microseconds } from "@/time";
import {
  findConversation,
  markMessages,
  storeConversation,
  storeMessage,
  touchConversation,
} from "./conversation_cache";
import { notifyAssigned, notifyMessage } from "./notifications";
import { outboxOf } from "./outbox_provider";
import { applyPresence, applyTyping, endTyping } from "./presence";
import { preview } from "./preview";

export function applyEvent(client: QueryClient, myId: string, event: LiveEvent): void {
  switch (event.name) {
    case "new_message":
      return newMessage(client, myId, event.body);
    case "conversation_created":
    case "conversation_updated":
    case "handoff_requested":
      if (event.body.conversation) storeConversation(client, event.body.conversation);
      return;
    case "conversation_assigned":
      return assigned(client, myId, event.body);
    case "message_updated":
      return storeMessage(client, event.body.message);
    case "delivered":
      return markMessages(client, event.body, { status: "delivered", delivered_at: event.body.delivered_at });
    case "read":
      return markMessages(client, event.body, { status: "read", read_at: event.body.read_at });
    case "agent_status_changed":
      client.setQueryData<Member[]>(
        ["team", "members"],
        (members) => members && withStatus(members, event.body),
      );
      return;
    case "typing":
      return applyTyping(event.body, Date.now());
    case "presence":
      return applyPresence(event.body);
    case "ready":
      return event.body.presence?.forEach(applyPresence);
    case "article_changed":
      return articleChanged(client, event.body.article_id);
    case "import_changed":
      return importChanged(client, event.body.import_id);
    case "resync":
    case "cut":
      // Of the connection, not of a conversation: live_provider.tsx.
      return;
  }
}

function newMessage(client: QueryClient, myId: string, body: LiveEvents["new_message"]): void {
  const conversation = findConversation(client, body.conversation_uuid ?? body.conversation_id);
  const id = conversation?.id ?? body.conversation_uuid;
  endTyping(
    [body.conversation_id, body.conversation_uuid],
    body.sender_type === "agent" ? (body.sender_id ?? null) : null,
  );
  if (!id) return fetchSoon(client, String(body.conversation_id));
  const message = messageOf(body, id);
  // Our own, whose answer is on its way: that one takes the waiting bubble's place.
  const isOwn = body.sender_id === myId;
  if (isOwn && outboxOf(client).awaits(id, body.content)) return;
  storeMessage(client, message);
  // It may have been a draft of Theo's, or be his own.
  if (message.kind === "text" && message.sender_type !== "customer") void refreshAnswers(client, id);
  if (!conversation) fetchSoon(client, id);
  // A card that was loaded later than the message was written has counted it already.
  else if (message.kind === "text" && microseconds(body.created_at) > microseconds(conversation.updated_at)) {
    const isCustomer = body.sender_type === "customer";
    storeConversation(client, {
      ...conversation,
      updated_at: body.created_at,
      unread_count: isCustomer ? conversation.unread_count + 1 : conversation.unread_count,
      last_message: {
        preview: preview(body),
        sender_type: body.sender_type,
        created_at: body.created_at,
      },
    });
  }
  if (body.sender_type === "customer") notifyMessage(conversation, id, preview(body), myId);
}

function messageOf(body: LiveEvents["new_message"], conversationId: string): Message {
  return {
    id: body.uuid ?? String(body.id),
    conversation_id: conversationId,
    sender_type: body.sender_type,
    sender_id: body.sender_id ?? null,
    content: body.content,
    attachments: body.attachments ?? [],
    created_at: body.created_at,
    number: typeof body.id === "number" ? body.id : 0,
    status: body.status ?? "sent",
    kind: body.kind ?? "text",
    in_reply_to: body.in_reply_to ?? null,
    mail: body.mail ?? null,
    sources: body.sources ?? [],
  };
}

function assigned(client: QueryClient, myId: string, body: LiveEvents["conversation_assigned"]): void {
  const id = body.conversation_uuid ?? body.conversation_id;
  const conversation = findConversation(client, id);
  if (conversation) touchConversation(client, conversation.id, { assignee_id: myId });
  if (String(body.assigned_by ?? "") !== myId) notifyAssigned(conversation, String(id));
  fetchSoon(client, String(id));
}

function withStatus(members: Member[], { agent_id, status }: LiveEvents["agent_status_changed"]): Member[] {
  const wanted = String(agent_id);
  return members.map((member) =>
    [member.user_id, member.id, String(member.user_number)].includes(wanted) ? { ...member, status } : member,
  );
}

const soon = new Map<string, ReturnType<typeof setTimeout>>();

/** Fetches one conversation after a moment in which several events about it may have come. */
function fetchSoon(client: QueryClient, id: string): void {
  if (soon.has(id)) return;
  const timer = setTimeout(async () => {
    soon.delete(id);
    try {
      storeConversation(
        client,
        await must(api.GET("/api/v1/conversations/{id}", { params: { path: { id } } })),
      );
    } catch {
      // It is gone or nobody answers: the next catching-up tells.
    }
  }, 300);
  soon.set(id, timer);
}
