// Where the keyboard commands put the focus: the parts of the screen leave their handles here.

interface FocusPoints {
  search: (() => void) | null;
  /** One down or up in the list that is shown. */
  list: ((step: 1 | -1) => void) | null;
  thread: (() => void) | null;
  composer: ((mode: "text" | "note") => void) | null;
}

export const focusPoints: FocusPoints = { search: null, list: null, thread: null, composer: null };
