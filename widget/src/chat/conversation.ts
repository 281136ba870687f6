// What has been said, as far as this browser knows, and how much of it has been seen? Signals over the storage that the
// tabs share. Knows no network.
import { batch, computed, signal } from "@preact/signals-core";
import type { Store } from "../shared/storage";
import type { Letter } from "./outbox";
import { countUnread, merge, MOST_KEPT, newestNumber } from "./transcript";
import { readAttachments, type Message } from "./wire";

function written(letter: Letter): Message {
  return {
    key: letter.clientId,
    number: null,
    uuid: null,
    conversation: null,
    sender: "customer",
    senderName: null,
    text: letter.content,
    attachments: readAttachments(letter.attachments),
    at: letter.at,
    state: letter.refused === undefined ? "queued" : "failed",
    error: letter.refused,
  };
}

export function createConversation(store: Store, letters: () => Letter[]) {
  const messages = signal<Message[]>([]);
  const seen = signal(0);
  const unread = computed(() => countUnread(messages.value, seen.value));

  return {
    messages,
    seen,
    unread,
    change(next: Message[]): void {
      messages.value = next;
      store.write("messages", next.filter((message) => message.number !== null).slice(-MOST_KEPT));
    },
    /** What this browser has kept, and what another tab has kept since. */
    recall(): void {
      const kept = store.read<Message[]>("messages");
      const settled = messages.value.filter((message) => message.number !== null);
      const known = kept ? merge(settled, kept) : [];
      const waiting = letters().filter(({ clientId }) => !known.some(({ key }) => key === clientId));
      const states = new Map(messages.value.map((message) => [message.key, message.state]));
      batch(() => {
        seen.value = store.read<number>("seen") ?? 0;
        messages.value = [
          ...known,
          ...waiting.map((letter) => {
            const message = written(letter);
            const isSending = states.get(message.key) === "sending" && message.state === "queued";
            return isSending ? { ...message, state: "sending" as const } : message;
          }),
        ];
      });
    },
    /** True if there was something unread. */
    see(): boolean {
      const newest = newestNumber(messages.value);
      if (newest <= seen.value) return false;
      const wasUnread = unread.value > 0;
      seen.value = newest;
      store.write("seen", newest);
      return wasUnread;
    },
    clear(): void {
      for (const name of ["messages", "seen"]) store.remove(name);
      batch(() => {
        messages.value = [];
        seen.value = 0;
      });
    },
  };
}
