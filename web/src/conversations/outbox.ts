// Brings to the server what has been written: shown at once, sent in order by one tab at a time, tried again until the
// server answers. The Idempotency-Key makes a second try harmless. Knows neither React nor the screen.
import { Failure, explain } from "@/api/failure";
import { newKey } from "@/api/new_key";
import type { Message } from "@/api/types";
import type { Outgoing, OutgoingStore } from "./outgoing";

export interface OutboxParts {
  store: OutgoingStore;
  /** Who is signed in, as far as that is certain: the others' messages are neither shown nor sent. */
  me: () => string | null;
  /** Runs it when no other tab does what has the same name. */
  lock: (name: string, run: () => Promise<void>) => Promise<void>;
  post: (outgoing: Outgoing) => Promise<Message>;
  onSent: (message: Message, outgoing: Outgoing) => void;
  /** The server took it on an earlier try, whose answer is lost for good. */
  onTaken: (outgoing: Outgoing) => void;
  /** Calls back later; returns what calls it off. */
  after: (milliseconds: number, callback: () => void) => () => void;
}

export interface Outbox {
  list: (conversationId: string) => Outgoing[];
  send: (
    new_: Pick<
      Outgoing,
      "conversation_id" | "content" | "kind" | "attachments" | "recipients" | "theo_answer_id" | "resolves"
    >,
  ) => void;
  retry: (key: string) => void;
  discard: (key: string) => void;
  /** The app has started, or the network or the server is back: what waits is sent now. */
  wake: () => void;
  /** Whether the answer to a send will bring this message, so that its event need not. */
  awaits: (conversationId: string, content: string) => boolean;
  subscribe: (listener: () => void) => () => void;
}

const longestPause = 30_000;
const none: Outgoing[] = [];

export function createOutbox({ store, me, lock, post, onSent, onTaken, after }: OutboxParts): Outbox {
  let lists = new Map<string, Outgoing[]>();
  let listsOf: string | null = null;
  let tries = 0;
  let callOff: (() => void) | null = null;
  const busy = new Set<string>();
  const inFlight = new Map<string, Outgoing>();
  const listeners = new Set<() => void>();

  store.subscribe(() => {
    lists = new Map();
    // Another tab may have begun what it can't end.
    if (!callOff && mine().some(({ state }) => state !== "failed")) callOff = after(longestPause, wake);
    for (const listener of listeners) listener();
  });

  function mine(): Outgoing[] {
    const user = me();
    return store.all().filter(({ user_id }) => user_id === user);
  }

  function pump(): void {
    for (const id of new Set(mine().map(({ conversation_id }) => conversation_id))) void drain(id);
  }

  async function drain(id: string): Promise<void> {
    if (busy.has(id)) return;
    busy.add(id);
    await lock(`pingback.outbox.${id}`, () => deliverAll(id));
  }

  async function deliverAll(id: string): Promise<void> {
    try {
      for (;;) {
        const next = mine().find((one) => one.conversation_id === id && one.state !== "failed");
        if (!next || !(await deliver(next))) return;
      }
    } finally {
      busy.delete(id);
    }
  }

  /** Whether the next one may follow. */
  async function deliver(outgoing: Outgoing): Promise<boolean> {
    const { key } = outgoing;
    if (outgoing.state !== "sending") store.change(key, { state: "sending", problem: undefined });
    inFlight.set(key, outgoing);
    try {
      const message = await post(outgoing);
      tries = 0;
      settle(outgoing, () => onSent(message, outgoing));
      return true;
    } catch (error) {
      // Only a key that came with a stored message is answered so: sending it under a new one would double it.
      if (error instanceof Failure && error.status === 409) {
        settle(outgoing, () => onTaken(outgoing));
        return true;
      }
      const mayPass = error instanceof Failure && error.mayPass;
      store.change(key, { state: mayPass ? "waiting" : "failed", problem: explain(error) });
      if (mayPass) wakeLater();
      return !mayPass;
    } finally {
      inFlight.delete(key);
    }
  }

  function settle(outgoing: Outgoing, tell: () => void): void {
    inFlight.delete(outgoing.key);
    // Who wrote it may have left meanwhile: what is loaded here is then somebody else's.
    if (outgoing.user_id === me()) tell();
    store.remove(outgoing.key);
  }

  function wakeLater(): void {
    tries += 1;
    callOff?.();
    callOff = after(Math.min(longestPause, 1000 * 2 ** (tries - 1)), wake);
  }

  function wake(): void {
    callOff?.();
    callOff = null;
    const user = me();
    if (user === null) return;
    if (store.all().some(({ user_id }) => user_id !== user)) store.clear(user);
    pump();
  }

  return {
    list(conversationId) {
      const user = me();
      if (user !== listsOf) lists = new Map();
      listsOf = user;
      const known = lists.get(conversationId);
      if (known) return known;
      const own = mine().filter(({ conversation_id }) => conversation_id === conversationId);
      const list = own.length > 0 ? own : none;
      lists.set(conversationId, list);
      return list;
    },
    send(new_) {
      const user_id = me();
      if (user_id === null) return;
      // Never before or beside what this person wrote earlier, whatever the clock says.
      const latest = Math.max(0, ...mine().map(({ created_at }) => Date.parse(created_at) + 1));
      const created_at = new Date(Math.max(Date.now(), latest)).toISOString();
      store.put({ ...new_, user_id, key: newKey(), created_at, state: "sending" });
      void drain(new_.conversation_id);
    },
    retry(key) {
      store.change(key, { state: "sending", problem: undefined });
      pump();
    },
    discard: (key) => store.remove(key),
    wake,
    awaits: (conversationId, content) =>
      [...inFlight.values()].some((one) => one.conversation_id === conversationId && one.content === content),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
