// How does a message that was written reach the server exactly once? It is kept until the server has it, as an item of
// its own, so that no tab writes over another's; sent by one tab at a time, oldest first, and sent again under the same
// name, by which the server knows it. Knows no network itself.
import type { Store } from "../shared/storage";
import type { Lock } from "./lock";
import type { Accepted } from "./wire";

export interface Letter {
  clientId: string;
  content: string;
  /** Answers to uploads, as they came. */
  attachments?: unknown[];
  /** Milliseconds since 1970. */
  at: number;
  /** Why the server refused it; such a letter waits for the visitor. */
  refused?: string;
}

export type Outcome =
  | { kind: "accepted"; accepted: Accepted; isBySocket: boolean }
  | { kind: "refused"; detail: string }
  | { kind: "later"; afterMs?: number }
  /** Nobody waits for it any more. */
  | { kind: "void" };

export interface Post {
  store: Store;
  lock: Lock;
  deliver(letter: Letter): Promise<Outcome>;
  onSending(letter: Letter): void;
  onAccepted(letter: Letter, accepted: Accepted, isBySocket: boolean): void;
  onRefused(letter: Letter, detail: string): void;
  onWaiting(letter: Letter): void;
  /** Runs it after a while; returns what calls it off. */
  wait(run: () => void, ms: number): () => void;
}

const PREFIX = "outbox:";

const keep = (store: Store, letter: Letter) => store.write(PREFIX + letter.clientId, letter);

/** What waits to be sent, oldest first. */
export function readLetters(store: Store): Letter[] {
  const letters = store.names(PREFIX).flatMap((name) => store.read<Letter>(name) ?? []);
  return letters.toSorted((one, other) => one.at - other.at);
}

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;

/** 1, 2, 4 … 30 seconds, each up to half shorter, so that many browsers don't come back at once. */
export function pauseAfter(tries: number, chance: number): number {
  const pause = Math.min(FIRST_PAUSE * 2 ** tries, LONGEST_PAUSE);
  return Math.round(pause * (1 - chance / 2));
}

export function createOutbox(post: Post) {
  let tries = 0;
  let isDraining = false;
  let isAskedAgain = false;
  let callOff: (() => void) | null = null;

  const letters = () => readLetters(post.store);
  const forget = (clientId: string) => post.store.remove(PREFIX + clientId);

  function settle(letter: Letter, outcome: Outcome): boolean {
    const { clientId } = letter;
    if (outcome.kind === "accepted" || outcome.kind === "void") {
      tries = 0;
      if (outcome.kind === "accepted") post.onAccepted(letter, outcome.accepted, outcome.isBySocket);
      forget(clientId);
      return true;
    }
    if (outcome.kind === "refused") {
      keep(post.store, { ...letter, refused: outcome.detail });
      post.onRefused(letter, outcome.detail);
      return true;
    }
    post.onWaiting(letter);
    callOff?.();
    callOff = post.wait(() => void drain(), outcome.afterMs ?? pauseAfter(tries, Math.random()));
    tries += 1;
    return false;
  }

  async function sendAll(): Promise<void> {
    for (;;) {
      const next = letters().find((letter) => letter.refused === undefined);
      if (!next) return;
      post.onSending(next);
      if (!settle(next, await post.deliver(next))) return;
    }
  }

  /** Sends what waits. Called again meanwhile, it looks once more at the end. */
  async function drain(): Promise<void> {
    if (isDraining) {
      isAskedAgain = true;
      return;
    }
    isDraining = true;
    callOff?.();
    callOff = null;
    try {
      await post.lock("outbox", sendAll);
    } finally {
      isDraining = false;
    }
    if (!isAskedAgain) return;
    isAskedAgain = false;
    return drain();
  }

  return {
    letters,
    add(letter: Letter): Promise<void> {
      // Never before what was written earlier, whatever the clock says.
      keep(post.store, { ...letter, at: Math.max(letter.at, (letters().at(-1)?.at ?? 0) + 1) });
      return drain();
    },
    /** Tries at once, however long the pause would have been. */
    hurry(): Promise<void> {
      tries = 0;
      return drain();
    },
    retry(clientId: string): Promise<void> {
      const letter = letters().find((one) => one.clientId === clientId);
      if (letter) keep(post.store, { ...letter, refused: undefined });
      return this.hurry();
    },
    forget,
  };
}

export type Outbox = ReturnType<typeof createOutbox>;
