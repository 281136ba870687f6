// Where the keyboard commands put the focus: the parts of the screen leave their handles here.

interface FocusPoints {
  search: (() => void) | null;
  thread: (() => void) | null;
  composer: ((mode: "text" | "note") => void) | null;
}

export const focusPoints: FocusPoints = { search: null, thread: null, composer: null };
