// How do launcher, chat and the page's calls play together? Holds whether the chat is open. Knows nothing of messages.
import type { Bridge, Chat, ChatModule, Identity } from "../shared/bridge";
import { pageLocale, type Locale } from "../shared/locale";
import { isLoose, text, type Look } from "../shared/look";
import { openStore, pageShelf } from "../shared/storage";
import { createEvents, publish, readEarlyCalls, type PublicApi } from "./calls";
import { createLauncher } from "./launcher";
import { lookSource } from "./look";
import { createSurface, dress, type Surface } from "./surface";

/** Set by the build: the file of the chat, relative to the loader's. */
declare const CHAT_FILE: string;

interface Start {
  base: string;
  widgetId: string;
  early: unknown;
}

export function boot({ base, widgetId, early }: Start): PublicApi {
  const store = openStore(widgetId, pageShelf("localStorage"));
  const tabStore = openStore(widgetId, pageShelf("sessionStorage"));
  const events = createEvents();
  const launcher = createLauncher();
  const source = lookSource(base, widgetId, store);
  let surface: Surface | null = null;
  let look: Look | null = null;
  let locale: Locale = "en";
  let chosenLocale: string | null = tabStore.read<string>("locale");
  let loading: Promise<Chat> | null = null;
  let chat: Chat | null = null;
  let identity: Identity | null = null;
  let isOpen = false;
  let isOnline: boolean | null = null;
  let unread = 0;
  let takesFocus = true;

  const draw = () => {
    if (!look || !surface) return;
    surface.frame.classList.toggle("is-open", isOpen);
    const shown = look.showOnline && (isOnline ?? look.isOnline ?? true);
    launcher.draw({ locale, isOpen, isLoading: isOpen && !chat, isOnline: shown, unread });
  };

  const bridge = (surface: Surface, look: Look): Bridge => ({
    widgetId,
    base,
    root: surface.root,
    frame: surface.frame,
    slot: surface.slot,
    store,
    tabStore,
    look,
    locale,
    identity: () => identity,
    open,
    close,
    setUnread: (count) => {
      if (count !== unread) events.emit("unread", { count });
      unread = count;
      draw();
    },
    setOnline: (now) => {
      isOnline = now;
      draw();
    },
    emit: events.emit,
  });

  function load(): Promise<Chat> | null {
    if (!surface || !look) return null;
    loading ??= start(bridge(surface, look));
    return loading;
  }

  async function start(given: Bridge): Promise<Chat> {
    try {
      const module = (await import(/* @vite-ignore */ base + CHAT_FILE)) as ChatModule;
      chat = await module.start(given);
    } catch (error) {
      loading = null;
      isOpen = false;
      draw();
      events.emit("error", { error });
      throw error;
    }
    if (look) chat.setLook(look);
    if (locale !== given.locale) chat.setLocale(locale);
    draw();
    if (isOpen) show(chat);
    return chat;
  }

  function show(ready: Chat) {
    ready.show(takesFocus);
    takesFocus = true;
    events.emit("open");
  }

  function open() {
    if (isOpen && chat) return;
    isOpen = true;
    tabStore.write("open", true);
    draw();
    if (chat) show(chat);
    else preload();
  }

  /** It was open on the page before, so it is here; the reader of this page keeps the focus. */
  function reopen() {
    takesFocus = false;
    open();
  }

  /** Without a look yet there is nothing to load into; `wear` asks again. */
  function preload() {
    void load()?.catch(() => undefined);
  }

  function close() {
    if (!isOpen) return;
    isOpen = false;
    tabStore.remove("open");
    const hadFocus = surface?.root.activeElement;
    draw();
    chat?.hide();
    if (hadFocus) launcher.button.focus();
    events.emit("close");
  }

  const toggle = () => (isOpen ? close() : open());
  const isKnown = () => store.read("visitor") !== null || store.names("outbox:").length > 0;

  function wear(next: Look) {
    look = next;
    locale = pageLocale(chosenLocale, look.language);
    if (!surface) {
      surface = createSurface();
      surface.frame.append(launcher.button);
      dress(surface, look, locale);
      draw();
      if (isOpen) open();
      else if (tabStore.read("open") && !isNarrow()) reopen();
      else if (isKnown()) whenIdle(preload);
      events.emit("ready");
      return;
    }
    dress(surface, look, locale);
    chat?.setLook(look);
    chat?.setLocale(locale);
    draw();
  }

  launcher.button.addEventListener("click", toggle);
  launcher.button.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  for (const hint of ["pointerenter", "focus"]) {
    launcher.button.addEventListener(hint, preload, { once: true });
  }

  const api = publish({
    open,
    close,
    toggle,
    on: events.on,
    identify(who) {
      if (!isLoose(who)) return;
      identity = who as unknown as Identity;
      chat?.identify(identity);
    },
    setLocale(wish) {
      chosenLocale = text(wish);
      tabStore.write("locale", chosenLocale);
      if (look) wear(look);
    },
    reset() {
      identity = null;
      for (const name of ["visitor", "messages", "seen", ...store.names("outbox:")]) store.remove(name);
      chat?.reset();
      close();
    },
  });
  for (const call of readEarlyCalls(early)) api.push(call);

  const begin = () => {
    const kept = source.kept();
    if (kept) wear(kept);
    source.fetch((found) => {
      if (found) wear(found);
      else surface?.host.remove();
    });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
  return api;
}

/** There the chat would hide the page that was just gone to. */
const isNarrow = () => matchMedia("(max-width: 480px)").matches;

function whenIdle(run: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(run, { timeout: 3000 });
  else setTimeout(run, 500);
}
