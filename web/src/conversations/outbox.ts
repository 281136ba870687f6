// What has been written but not yet been taken by the server: shown at once, sent in order, tried again until the
// server answers. The Idempotency-Key makes a second try harmless. Knows neither React nor the screen.
import type { Message } from "@/api/types";
import { Failure, explain } from "@/api/failure";

export interface Outgoing {
  /** Names the message to the server, so that trying again never doubles it. */
  key: string;
  conversation_id: string;
  content: string;
  kind: "text" | "note";
  /** The conversation is resolved once this is sent: a reply that came after would open it again. */
  resolves?: boolean;
  created_at: string;
  /** `waiting`: no answer yet, tried again by itself. `failed`: refused, somebody must decide. */
  state: "sending" | "waiting" | "failed";
  problem?: string;
}

export interface OutboxParts {
  post: (outgoing: Outgoing) => Promise<Message>;
  onSent: (message: Message, outgoing: Outgoing) => void;
  /** The server took it on an earlier try, whose answer is lost for good. */
  onTaken: (outgoing: Outgoing) => void;
  /** Calls back later; returns what calls it off. */
  after: (milliseconds: number, callback: () => void) => () => void;
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
}

export interface Outbox {
  list: (conversationId: string) => Outgoing[];
  send: (new_: Pick<Outgoing, "conversation_id" | "content" | "kind" | "resolves">) => void;
  retry: (key: string) => void;
  discard: (key: string) => Outgoing | undefined;
  /** The app has started, or the network or the server is back: what waits is sent now. */
  wake: () => void;
  /** Whether the answer to a send will bring this message, so that its event need not. */
  awaits: (conversationId: string, content: string) => boolean;
  clear: () => void;
  subscribe: (listener: () => void) => () => void;
}

const name = "pingback.outbox";
const none: Outgoing[] = [];

export function createOutbox({ post, onSent, onTaken, after, storage }: OutboxParts): Outbox {
  let queue: Outgoing[] = restore(storage);
  let lists = new Map<string, Outgoing[]>();
  let tries = 0;
  let callOff: (() => void) | null = null;
  const busy = new Set<string>();
  const listeners = new Set<() => void>();

  function set(next: Outgoing[]): void {
    queue = next;
    lists = new Map();
    try {
      if (queue.length > 0) storage.setItem(name, JSON.stringify(queue));
      else storage.removeItem(name);
    } catch {
      // Storage is full or switched off: what waits lives as long as this page.
    }
    for (const listener of listeners) listener();
  }

  function change(key: string, part: Partial<Outgoing>): void {
    set(queue.map((outgoing) => (outgoing.key === key ? { ...outgoing, ...part } : outgoing)));
  }

  function pump(): void {
    for (const id of new Set(queue.map((outgoing) => outgoing.conversation_id))) void drain(id);
  }

  async function drain(conversationId: string): Promise<void> {
    if (busy.has(conversationId)) return;
    busy.add(conversationId);
    try {
      for (;;) {
        const next = queue.find((one) => one.conversation_id === conversationId && one.state !== "failed");
        if (!next || !(await deliver(next))) return;
      }
    } finally {
      busy.delete(conversationId);
    }
  }

  /** Whether the next one may follow. */
  async function deliver(outgoing: Outgoing): Promise<boolean> {
    if (outgoing.state !== "sending") change(outgoing.key, { state: "sending", problem: undefined });
    try {
      const message = await post(outgoing);
      tries = 0;
      set(queue.filter((other) => other.key !== outgoing.key));
      onSent(message, outgoing);
      return true;
    } catch (error) {
      // Only a key that came with a stored message is answered so: sending it under a new one would double it.
      if (error instanceof Failure && error.status === 409) {
        set(queue.filter((other) => other.key !== outgoing.key));
        onTaken(outgoing);
        return true;
      }
      const mayPass = error instanceof Failure && error.mayPass;
      change(outgoing.key, { state: mayPass ? "waiting" : "failed", problem: explain(error) });
      if (mayPass) wakeLater();
      return !mayPass;
    }
  }

  function wakeLater(): void {
    tries += 1;
    callOff?.();
    callOff = after(Math.min(30_000, 1000 * 2 ** (tries - 1)), wake);
  }

  function wake(): void {
    callOff?.();
    callOff = null;
    pump();
  }

  return {
    list(conversationId) {
      const known = lists.get(conversationId);
      if (known) return known;
      const own = queue.filter((outgoing) => outgoing.conversation_id === conversationId);
      const list = own.length > 0 ? own : none;
      lists.set(conversationId, list);
      return list;
    },
    send(new_) {
      const outgoing: Outgoing = {
        ...new_,
        key: crypto.randomUUID(),
        created_at: new Date().toISOString(),
        state: "sending",
      };
      set([...queue, outgoing]);
      void drain(outgoing.conversation_id);
    },
    retry(key) {
      change(key, { state: "sending", problem: undefined });
      pump();
    },
    discard(key) {
      const gone = queue.find((outgoing) => outgoing.key === key);
      set(queue.filter((outgoing) => outgoing.key !== key));
      return gone;
    },
    wake,
    awaits: (conversationId, content) =>
      queue.some(
        (one) => one.conversation_id === conversationId && one.content === content && one.state === "sending",
      ),
    clear: () => set([]),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function restore(storage: OutboxParts["storage"]): Outgoing[] {
  try {
    const stored = JSON.parse(storage.getItem(name) ?? "[]") as Outgoing[];
    // Whether the last page saw the answer is unknown; the key makes asking again safe.
    return stored.map((outgoing) =>
      outgoing.state === "sending" ? { ...outgoing, state: "waiting" } : outgoing,
    );
  } catch {
    return [];
  }
}
