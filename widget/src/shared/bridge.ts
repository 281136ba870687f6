// What do the loader and the chat tell each other? The loader is on every page, so it knows only this of the chat.
import type { Locale } from "./locale";
import type { Look } from "./look";
import type { Store } from "./storage";

export interface Person {
  id?: string | number;
  name?: string;
  email?: string;
  phone?: string;
}

/** Who the page says that the visitor is, and its proof. */
export interface Identity {
  user: Person;
  /** HMAC-SHA256 of the user's id with the widget's secret, in hexadecimal. */
  hash?: string;
  /** Instead of `hash`: a JWT signed with that secret. */
  jwt?: string;
}

export type EventName = "ready" | "open" | "close" | "message" | "unread" | "rating" | "error";

export interface Bridge {
  widgetId: string;
  /** Where our server is, ending in a slash. */
  base: string;
  root: ShadowRoot;
  /** Carries language, direction, theme and colours. */
  frame: HTMLElement;
  /** Where the chat draws. */
  slot: HTMLElement;
  store: Store;
  tabStore: Store;
  look: Look;
  locale: Locale;
  /** What the page has said until now of who the visitor is. */
  identity(): Identity | null;
  open(): void;
  /** Closes the panel; the launcher takes the focus if the panel had it. */
  close(): void;
  setUnread(count: number): void;
  setOnline(isOnline: boolean): void;
  emit(event: EventName, detail?: unknown): void;
}

export interface Chat {
  /** With the focus, unless the page was only gone to from another one where the chat was open. */
  show(takesFocus: boolean): void;
  hide(): void;
  identify(identity: Identity): void;
  setLocale(locale: Locale): void;
  setLook(look: Look): void;
  reset(): void;
}

export interface ChatModule {
  start(bridge: Bridge): Promise<Chat>;
}
