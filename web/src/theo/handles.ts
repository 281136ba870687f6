// What the inbox's commands do with Theo: his parts of the screen leave their handles here while they can.

interface Handles {
  /** Asks for a draft, or puts the one that is shown into the composer. */
  draft: (() => void) | null;
  send: (() => void) | null;
  discard: (() => void) | null;
  again: (() => void) | null;
  summary: (() => void) | null;
}

export const theoHandles: Handles = { draft: null, send: null, discard: null, again: null, summary: null };
