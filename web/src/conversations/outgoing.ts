// What was written and not yet taken by the server, kept on this browser for all its tabs: an item of the storage for
// each message, so that no tab writes over another's. Knows neither how it is sent nor the screen.
import type { Attachment } from "@/api/types";
import type { Recipients } from "./people";

export interface Outgoing {
  /** Names the message to the server, so that trying again never doubles it. */
  key: string;
  /** Whose words these are; nobody else may send or see them. */
  user_id: string;
  conversation_id: string;
  content: string;
  kind: "text" | "note";
  /** Files that were uploaded for it. */
  attachments?: Attachment[];
  /** Who gets a mail beside the customer. */
  recipients?: Recipients;
  /** Theo's draft that it was made of. */
  theo_answer_id?: string;
  /** The conversation is resolved once this is sent: a reply that came after would open it again. */
  resolves?: boolean;
  created_at: string;
  /** `waiting`: no answer yet, tried again by itself. `failed`: refused, somebody must decide. */
  state: "sending" | "waiting" | "failed";
  problem?: string;
}

export interface OutgoingStore {
  /** Oldest first. */
  all: () => Outgoing[];
  put: (outgoing: Outgoing) => void;
  /** Nothing happens if it is gone by now. */
  change: (key: string, part: Partial<Outgoing>) => void;
  remove: (key: string) => void;
  /** Forgets everybody's, or everybody else's. */
  clear: (exceptOf?: string) => void;
  subscribe: (listener: () => void) => () => void;
  /** Another tab changed the item of this name; null: all of them. */
  heard: (name: string | null) => void;
}

const prefix = "pingback.outbox.";

export function createOutgoingStore(storage: () => Storage): OutgoingStore {
  /** What the storage would not take lives as long as this page. */
  const unstored = new Map<string, Outgoing>();
  const listeners = new Set<() => void>();

  function announce(): void {
    for (const listener of listeners) listener();
  }

  function find(key: string): Outgoing | null {
    return unstored.get(key) ?? parse(storage().getItem(prefix + key));
  }

  function all(): Outgoing[] {
    const stored = names(storage()).flatMap((name) => parse(storage().getItem(name)) ?? []);
    return [...stored.filter(({ key }) => !unstored.has(key)), ...unstored.values()].toSorted(
      (one, other) => Date.parse(one.created_at) - Date.parse(other.created_at),
    );
  }

  function put(outgoing: Outgoing): void {
    try {
      storage().setItem(prefix + outgoing.key, JSON.stringify(outgoing));
      unstored.delete(outgoing.key);
    } catch {
      unstored.set(outgoing.key, outgoing);
    }
    announce();
  }

  return {
    all,
    put,
    change(key, part) {
      const known = find(key);
      if (known) put({ ...known, ...part });
    },
    remove(key) {
      unstored.delete(key);
      storage().removeItem(prefix + key);
      announce();
    },
    clear(exceptOf) {
      const isKept = (one: Outgoing | null) => one !== null && one.user_id === exceptOf;
      for (const [key, one] of unstored) if (!isKept(one)) unstored.delete(key);
      for (const name of names(storage()))
        if (!isKept(parse(storage().getItem(name)))) storage().removeItem(name);
      announce();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    heard(name) {
      if (name === null || name.startsWith(prefix)) announce();
    },
  };
}

/** The app's own. */
export const outgoingStore = createOutgoingStore(() => localStorage);

function names(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "").filter((name) =>
    name.startsWith(prefix),
  );
}

function parse(stored: string | null): Outgoing | null {
  try {
    return JSON.parse(stored ?? "null") as Outgoing | null;
  } catch {
    return null;
  }
}
