// What does an event of the server mean here? Reads its payload and says it in our words. Knows no socket.
import { isLoose } from "../shared/look";
import type { Heard } from "./live";
import { createTypingSign } from "./typing";
import { readMessage, type Message } from "./wire";

export interface Ears {
  /** News came as an event; the rest is history. */
  arrived(messages: Message[], isNews: boolean): void;
  marked(untilNumber: number, state: "delivered" | "read"): void;
  typing(isNow: boolean): void;
  online(isNow: boolean): void;
  ratingAsked(conversation: number | null): void;
  /** More than the server tells one by one. */
  missed(): void;
}

const numberIn = (payload: unknown, field: string): number | null => {
  const value = isLoose(payload) ? payload[field] : null;
  return typeof value === "number" ? value : null;
};

export function createListener(ears: Ears) {
  const showTyping = createTypingSign(ears.typing);

  function hearTyping(payload: unknown) {
    // Another tab of this visitor types without a user's id.
    if (!isLoose(payload) || payload["user_id"] === null || payload["user_id"] === undefined) return;
    showTyping(payload["is_typing"] === true);
  }

  return {
    hear(name: Heard, payload: unknown): void {
      switch (name) {
        case "new_message": {
          const message = readMessage(payload);
          if (!message) return;
          showTyping(false);
          return ears.arrived([message], true);
        }
        case "message_updated": {
          const message = readMessage(isLoose(payload) && payload["message"]);
          return message ? ears.arrived([message], false) : undefined;
        }
        case "delivered":
        case "read": {
          const until = numberIn(payload, "message_id");
          return until === null ? undefined : ears.marked(until, name);
        }
        case "typing":
          return hearTyping(payload);
        case "ready":
        case "availability":
          if (isLoose(payload) && typeof payload["online"] === "boolean") ears.online(payload["online"]);
          return;
        case "csat_requested":
          return ears.ratingAsked(numberIn(payload, "conversation_id"));
        case "resync":
          return ears.missed();
      }
    },
    hearHistory(raw: unknown, isNews: boolean): void {
      const messages = Array.isArray(raw) ? raw.map(readMessage) : [];
      ears.arrived(
        messages.filter((message) => message !== null),
        isNews,
      );
    },
    stillness(): void {
      showTyping(false);
    },
  };
}
