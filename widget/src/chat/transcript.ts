// In which order, and how often, does each message stand in the conversation? Once, by the server's number; what the
// server doesn't have yet comes last. Pure: knows no storage and no network.
import type { Accepted, Message, MessageState } from "./wire";

/** Messages kept in the browser. */
export const MOST_KEPT = 100;

const RANK: Record<MessageState, number> = {
  failed: 0,
  queued: 1,
  sending: 2,
  sent: 3,
  delivered: 4,
  read: 5,
};

/** A mark only ever moves on: `read` isn't taken back by a late `delivered`. */
const later = (one: MessageState, other: MessageState) => (RANK[other] > RANK[one] ? other : one);

function inOrder(messages: Message[]): Message[] {
  return messages.toSorted((one, other) => {
    if (one.number !== null && other.number !== null) return one.number - other.number;
    if (one.number === null && other.number === null) return one.at - other.at;
    return one.number === null ? 1 : -1;
  });
}

/** Adds what came from the server; what is known already only has its marks moved on. */
export function merge(messages: readonly Message[], incoming: readonly Message[]): Message[] {
  const result = [...messages];
  for (const message of incoming) {
    const at = placeOf(result, message);
    const known = result[at];
    if (known) {
      const state = later(known.state, message.state);
      result[at] = {
        ...message,
        key: known.key,
        conversation: message.conversation ?? known.conversation,
        state,
      };
    } else {
      result.push(message);
    }
  }
  return inOrder(result);
}

/** The echo of one's own message can come before its answer; then its words tell which one it is. */
function placeOf(messages: readonly Message[], incoming: Message): number {
  const same = messages.findIndex(
    ({ number, key }) => key === incoming.key || (number !== null && number === incoming.number),
  );
  if (same >= 0 || incoming.sender !== "customer") return same;
  return messages.findIndex(
    ({ number, text, state }) => number === null && state !== "failed" && text === incoming.text,
  );
}

/** The server has taken a message that was written here. */
export function accept(messages: readonly Message[], key: string, accepted: Accepted): Message[] {
  const mine = messages.find((message) => message.key === key);
  if (!mine) return [...messages];
  const echo = messages.find((message) => message.number === accepted.message && message.key !== key);
  const settled: Message = {
    ...mine,
    number: accepted.message,
    uuid: accepted.messageUuid ?? echo?.uuid ?? null,
    conversation: accepted.conversation,
    state: later(later("sent", mine.state), echo?.state ?? "sent"),
    error: undefined,
  };
  return inOrder(
    messages.filter((message) => message !== echo).map((message) => (message === mine ? settled : message)),
  );
}

export function setState(
  messages: readonly Message[],
  key: string,
  state: MessageState,
  error?: string,
): Message[] {
  return messages.map((message) =>
    message.key === key && message.number === null ? { ...message, state, error } : message,
  );
}

/** The team has got, or read, everything up to this message. */
export function markUntil(
  messages: readonly Message[],
  until: number,
  state: "delivered" | "read",
): Message[] {
  return messages.map((message) =>
    message.sender === "customer" && message.number !== null && message.number <= until
      ? { ...message, state: later(message.state, state) }
      : message,
  );
}

export const isFromTeam = (message: Message): boolean =>
  message.sender === "agent" || message.sender === "ai";

export function countUnread(messages: readonly Message[], seen: number): number {
  return messages.filter((message) => isFromTeam(message) && message.number !== null && message.number > seen)
    .length;
}

export function newestNumber(messages: readonly Message[]): number {
  return messages.reduce((most, message) => Math.max(most, message.number ?? 0), 0);
}
