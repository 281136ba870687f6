// How does a message that was written reach the server exactly once? It is kept until the server has it, sent by one tab
// at a time, oldest first, and sent again under the same name, by which the server knows it. Knows no network itself.
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

  const letters = () => post.store.read<Letter[]>("outbox") ?? [];
  const change = (how: (all: Letter[]) => Letter[]) => post.store.write("outbox", how(letters()));

  function forget(clientId: string): void {
    change((all) => all.filter((letter) => letter.clientId !== clientId));
  }

  function settle(letter: Letter, outcome: Outcome): boolean {
    const { clientId } = letter;
    if (outcome.kind === "accepted" || outcome.kind === "void") {
      tries = 0;
      if (outcome.kind === "accepted") post.onAccepted(letter, outcome.accepted, outcome.isBySocket);
      forget(clientId);
      return true;
    }
    if (outcome.kind === "refused") {
      change((all) =>
        all.map((one) => (one.clientId === clientId ? { ...one, refused: outcome.detail } : one)),
      );
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
      change((all) => [...all, letter]);
      return drain();
    },
    /** Tries at once, however long the pause would have been. */
    hurry(): Promise<void> {
      tries = 0;
      return drain();
    },
    retry(clientId: string): Promise<void> {
      change((all) =>
        all.map(({ refused, ...one }) =>
          one.clientId === clientId || refused === undefined ? one : { ...one, refused },
        ),
      );
      return this.hurry();
    },
    forget,
  };
}

export type Outbox = ReturnType<typeof createOutbox>;
