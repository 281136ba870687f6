// The one place where anything new about a conversation enters the loaded lists, counts and threads.
import type { QueryClient } from "@tanstack/react-query";
import type { Conversation, Message } from "@/api/types";
import { microseconds } from "@/time";
import { type ListData, placeConversation, replaceConversation } from "./list_cache";
import { followArrivals, rememberTold } from "./on_their_way";
import type { Thread } from "./queries";
import { belongs, type Filter, isMore } from "./views";

const lists = ["conversations", "list"] as const;
const counts = ["conversations", "count"] as const;
const threads = ["conversations", "thread"] as const;

/** As loaded, or null. `id` may be the UUID or, in text or digits, the number. */
export function findConversation(client: QueryClient, id: string | number): Conversation | null {
  const wanted = String(id);
  const isWanted = (conversation: Conversation) =>
    conversation.id === wanted || String(conversation.number) === wanted;
  for (const [, thread] of client.getQueriesData<Thread>({ queryKey: threads })) {
    if (thread && isWanted(thread.conversation)) return thread.conversation;
  }
  for (const [, list] of client.getQueriesData<ListData>({ queryKey: lists })) {
    for (const page of list?.pages ?? []) {
      const found = page.conversations.find(isWanted);
      if (found) return found;
    }
  }
  return null;
}

/** A state that the server sent. An older one than is shown changes nothing. */
export function storeConversation(client: QueryClient, sent: Conversation): void {
  const conversation = { ...sent, messages: [] };
  const before = findConversation(client, conversation.id);
  if (before && microseconds(conversation.updated_at) < microseconds(before.updated_at)) return;
  write(client, before, conversation);
}

/** A change that is expected to come about: shown at once, in place. Returns what undoes it. */
export function expectChange(client: QueryClient, id: string, change: Partial<Conversation>): () => void {
  const before = findConversation(client, id);
  if (!before) return () => undefined;
  const expected = { ...before, ...change };
  write(client, before, expected);
  return () => {
    // It may have left every list and thread that is loaded: then what was expected is what is shown nowhere.
    const now = findConversation(client, id) ?? expected;
    // What a colleague has made of it meanwhile stands.
    const own = Object.keys(change).filter((name) => isSame(now, expected, name as keyof Conversation));
    write(client, now, { ...now, ...pick(before, own) });
  };
}

/** Changes what is shown of a conversation without moving it. */
export function touchConversation(client: QueryClient, id: string, change: Partial<Conversation>): void {
  const before = findConversation(client, id);
  if (!before) return;
  const after = { ...before, ...change };
  client.setQueriesData<ListData>({ queryKey: lists }, (list) => list && replaceConversation(list, after));
  client.setQueryData<Thread>(
    [...threads, before.id],
    (thread) => thread && { ...thread, conversation: after },
  );
}

/** A message that was written, once: an event and an answer may both bring it. */
export function storeMessage(client: QueryClient, message: Message): void {
  told.set(client, [...(told.get(client) ?? []).slice(1 - toldKept), message]);
  client.setQueryData<Thread>([...threads, message.conversation_id], (thread) =>
    thread ? { ...thread, messages: withMessage(thread.messages, message) } : thread,
  );
  for (const mark of early.get(client) ?? []) {
    if (isNamed(message, mark[0].message_id)) markMessages(client, ...mark);
  }
}

/** What was told last, for threads that are on their way. */
const told = new WeakMap<QueryClient, Message[]>();
const toldKept = 50;

/** A thread as the server sent it, with what it could not yet know: the answer may have been made before the event. */
export function withTold(client: QueryClient, thread: Thread): Thread {
  const { conversation } = thread;
  const known = findConversation(client, conversation.id);
  const isOlder = known && microseconds(conversation.updated_at) < microseconds(known.updated_at);
  const last = microseconds(thread.messages.at(-1)?.created_at ?? conversation.created_at);
  const messages = (told.get(client) ?? [])
    .filter(
      ({ conversation_id, created_at }) =>
        conversation_id === conversation.id && microseconds(created_at) > last,
    )
    .reduce(withMessage, thread.messages);
  return { ...thread, messages, conversation: isOlder ? known : conversation };
}

/** The answer to having written it: events that overtook it know more. */
export function storeWritten(client: QueryClient, message: Message): void {
  const thread = client.getQueryData<Thread>([...threads, message.conversation_id]);
  if (!thread?.messages.some(({ id }) => id === message.id)) storeMessage(client, message);
}

export function withMessage(messages: Message[], message: Message): Message[] {
  const known = messages.findIndex((other) => other.id === message.id);
  if (known >= 0) return messages.with(known, { ...messages[known], ...message });
  let at = messages.length;
  while (at > 0 && microseconds(messages[at - 1]!.created_at) > microseconds(message.created_at)) at -= 1;
  return messages.toSpliced(at, 0, message);
}

interface UpTo {
  /** The message's UUID or number. */
  message_id: string | number;
  sender_type?: Message["sender_type"];
}

/** A visitor can have read an answer before its writer hears that it was sent. */
const early = new WeakMap<QueryClient, [UpTo, Partial<Message>][]>();
const earlyKept = 20;

/** Marks this message and all of the same side before it. `agent` stands for the whole team. */
export function markMessages(client: QueryClient, upTo: UpTo, change: Partial<Message>): void {
  let isKnown = false;
  for (const [key, thread] of client.getQueriesData<Thread>({ queryKey: threads })) {
    const last = thread?.messages.findIndex((message) => isNamed(message, upTo.message_id)) ?? -1;
    if (!thread || last < 0) continue;
    isKnown = true;
    const isOfCustomer = (upTo.sender_type ?? thread.messages[last]!.sender_type) === "customer";
    const messages = thread.messages.map((message, at) =>
      at <= last && (message.sender_type === "customer") === isOfCustomer && !isFurther(message, change)
        ? { ...message, ...change }
        : message,
    );
    client.setQueryData<Thread>(key, { ...thread, messages });
    if (isOfCustomer && change.status === "read") {
      const unread_count = messages
        .slice(last + 1)
        .filter(({ sender_type }) => sender_type === "customer").length;
      touchConversation(client, thread.conversation.id, { unread_count });
    }
  }
  if (!isKnown) early.set(client, [...(early.get(client) ?? []).slice(1 - earlyKept), [upTo, change]]);
}

function isNamed({ id, number }: Message, name: string | number): boolean {
  return id === String(name) || String(number) === String(name);
}

/** Read stays read, and what did not go out stays so, whatever arrives late. */
function isFurther({ status }: Message, change: Partial<Message>): boolean {
  return status === "failed" || status === "unknown" || (status === "read" && change.status === "delivered");
}

/** As long as live events keep the lists right. Returns what ends it. */
export function keepArrivalsRight(client: QueryClient): () => void {
  return followArrivals(client, () => recountSoon(client));
}

function write(client: QueryClient, before: Conversation | null, after: Conversation): void {
  rememberTold(client, after);
  for (const [key, list] of client.getQueriesData<ListData>({ queryKey: lists })) {
    const filter = key[2] as Filter;
    if (list)
      client.setQueryData<ListData>(
        key,
        recounted(placeConversation(list, filter, after), shift(filter, before, after)),
      );
  }
  client.setQueryData<Thread>(
    [...threads, after.id],
    (thread) => thread && { ...thread, conversation: after },
  );
  for (const [key, count] of client.getQueriesData<number | null>({ queryKey: counts })) {
    if (typeof count !== "number") continue;
    const filter = key[2] as Filter;
    const difference = shift(filter, before, after);
    if (difference === 0) continue;
    // How many more is unknown.
    if (isMore(filter, count)) recountSoon(client);
    else client.setQueryData<number>(key, Math.max(0, count + difference));
  }
  if (!before) recountSoon(client);
}

const recounts = new WeakSet<QueryClient>();
const recountAfter = 5000;

/** What a conversation was counted as before is unknown: the counts are asked for again, rarely. */
function recountSoon(client: QueryClient): void {
  if (recounts.has(client)) return;
  recounts.add(client);
  setTimeout(() => {
    recounts.delete(client);
    void client.invalidateQueries({ queryKey: counts });
  }, recountAfter);
}

/** How many more belong to the filter. Unknown, and taken as none, when it was not loaded before. */
function shift(filter: Filter, before: Conversation | null, after: Conversation): number {
  return before ? weight(filter, after) - weight(filter, before) : 0;
}

function recounted(list: ListData, difference: number): ListData {
  if (difference === 0) return list;
  const pages = list.pages.map((page) =>
    page.total === null ? page : { ...page, total: page.total + difference },
  );
  return { ...list, pages };
}

function weight(filter: Filter, conversation: Conversation): number {
  return belongs(filter, conversation) ? 1 : 0;
}

function pick(from: Conversation, names: string[]): Partial<Conversation> {
  return Object.fromEntries(names.map((name) => [name, from[name as keyof Conversation]]));
}

function isSame(one: Conversation, other: Conversation, name: keyof Conversation): boolean {
  return JSON.stringify(one[name]) === JSON.stringify(other[name]);
}
