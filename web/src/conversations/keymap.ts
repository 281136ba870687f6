// Which key means which command. Pure: the screen tells what was pressed and where, and does what comes out.
// Letters are compared as typed, so that layouts other than QWERTY work.

export type Command =
  | "next"
  | "previous"
  | "reply"
  | "note"
  | "resolve"
  | "pending"
  | "close"
  | "snooze"
  | "assign"
  | "assign_me"
  | "search"
  | "help"
  | "palette"
  | "customer"
  | "tags"
  | "summary"
  | "draft"
  | "draft_send"
  | "draft_discard"
  | "draft_again"
  | "go_mine"
  | "go_unassigned"
  | "go_all"
  | "go_handed_over"
  | "go_settings"
  | "undo";

export interface Press {
  key: string;
  /** Control, or Command on a Mac. */
  mod: boolean;
  alt: boolean;
  shift: boolean;
  /** The focus is in a field, where letters are text. */
  isTyping: boolean;
  /** A dialog or menu is open and has its own keys. */
  isCovered: boolean;
}

const single: Record<string, Command> = {
  j: "next",
  k: "previous",
  r: "reply",
  n: "note",
  e: "resolve",
  p: "pending",
  x: "close",
  s: "snooze",
  a: "assign",
  m: "assign_me",
  i: "customer",
  l: "tags",
  u: "summary",
  d: "draft",
  D: "draft_send",
  w: "draft_discard",
  y: "draft_again",
  z: "undo",
  "/": "search",
  "?": "help",
};

const afterG: Record<string, Command> = {
  m: "go_mine",
  u: "go_unassigned",
  a: "go_all",
  h: "go_handed_over",
  s: "go_settings",
};

export interface Reading {
  command: Command | null;
  /** `g` was pressed and waits for the letter that says where to go. */
  isGoing: boolean;
}

export function readKey(press: Press, isGoing: boolean): Reading {
  if (press.mod && !press.alt && press.key.toLowerCase() === "k") {
    return { command: press.isCovered ? null : "palette", isGoing: false };
  }
  if (press.mod || press.alt || press.isTyping || press.isCovered) return { command: null, isGoing: false };
  const key = typed(press);
  if (isGoing) return { command: afterG[key] ?? null, isGoing: false };
  if (key === "g") return { command: null, isGoing: true };
  return { command: single[key] ?? null, isGoing: false };
}

/** A capital is what was pressed with Shift: Caps Lock makes no other command of a letter. */
function typed({ key, shift }: Press): string {
  if (key.length > 1) return key;
  return shift ? key.toUpperCase() : key.toLowerCase();
}

/** What to show as the key of a command. */
export function keysOf(command: Command): string[] {
  if (command === "palette") return [isMac() ? "⌘" : "Ctrl", "K"];
  for (const [key, other] of Object.entries(single)) {
    if (other === command) return /[A-Z]/.test(key) ? ["⇧", key] : [key.toUpperCase()];
  }
  for (const [key, other] of Object.entries(afterG)) if (other === command) return ["G", key.toUpperCase()];
  return [];
}

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
