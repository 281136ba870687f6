// Which conversations a view shows: from the URL to the list call's filter, and whether a conversation belongs to it.
import type { ChannelType, Conversation, Status } from "@/api/types";

export const statuses = ["open", "pending", "resolved", "closed"] as const satisfies readonly Status[];
export const channelTypes = [
  "widget",
  "email",
  "whatsapp",
  "telegram",
  "instagram",
  "x",
  "sms",
] as const satisfies readonly ChannelType[];

/** Where the inbox opens: what a customer has just written is there, whoever it is for. */
export const firstView = "all";

export type View =
  "mine" | "unassigned" | "all" | "handed_over" | Exclude<Status, "open"> | `channel-${ChannelType}`;
export type StatusChoice = Status | "any";

/** What the URL says beside the view. */
export interface InboxSearch {
  status?: StatusChoice;
  q?: string;
}

/** What the list call understands. */
export interface Filter {
  status?: Status;
  assignee_id?: string;
  unassigned?: boolean;
  channel_type?: ChannelType;
  customer_id?: string;
  /** Waits for a human whom Theo has called. */
  handed_over?: boolean;
  q?: string;
}

export function isView(text: string): text is View {
  return (
    ["mine", "unassigned", "all", "handed_over", "pending", "resolved", "closed"].includes(text) ||
    channelTypes.some((type) => text === `channel-${type}`)
  );
}

/** Views named after a status have no other one to choose. */
export function fixedStatus(view: View): Status | null {
  return view === "pending" || view === "resolved" || view === "closed" ? view : null;
}

export function statusOf(view: View, search: InboxSearch): StatusChoice {
  return fixedStatus(view) ?? search.status ?? "open";
}

/** A search looks through everything: who searches rarely knows in which state a conversation is. */
export function filterOf(view: View, search: InboxSearch, myId: string): Filter {
  if (search.q) return { q: search.q };
  const filter: Filter = {};
  const status = statusOf(view, search);
  if (status !== "any") filter.status = status;
  if (view === "mine") filter.assignee_id = myId;
  if (view === "unassigned") filter.unassigned = true;
  if (view === "handed_over") filter.handed_over = true;
  if (view.startsWith("channel-")) filter.channel_type = view.slice("channel-".length) as ChannelType;
  return filter;
}

/** So many of those handed over are counted one by one: the server keeps no counter of them. */
export const mostCounted = 99;

/** Whether such a number stands for itself and more. */
export function isMore({ handed_over }: Filter, count: number): boolean {
  return handed_over === true && count > mostCounted;
}

export function countWords(filter: Filter, count: number): string {
  const most = filter.handed_over ? mostCounted : 9999;
  return count > most ? `${most}+` : String(count);
}

/** Null where only the server can tell. */
export function belongs(filter: Filter, conversation: Conversation): boolean | null {
  if (filter.q !== undefined) return null;
  return (
    (filter.status === undefined || conversation.status === filter.status) &&
    (filter.assignee_id === undefined || conversation.assignee_id === filter.assignee_id) &&
    (!filter.unassigned || !conversation.assignee_id) &&
    (!filter.handed_over || Boolean(conversation.handoff_at)) &&
    (filter.channel_type === undefined || conversation.channel_type === filter.channel_type) &&
    (filter.customer_id === undefined || conversation.customer_id === filter.customer_id)
  );
}
