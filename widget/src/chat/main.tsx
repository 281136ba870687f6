// How does the chat start? The loader calls `start` once, with the ground to draw on; what it gets back is all it knows.
import { effect } from "@preact/signals-core";
import { render } from "preact";
import type { Bridge, Chat } from "../shared/bridge";
import { addStyles } from "../shared/styles";
import { readDesign } from "./design";
import { createSession } from "./session";
import { speak } from "./text";
import { createView, showView } from "./ui/view";
import { App } from "./ui/App";
import ground from "./style/ground.css?inline";
import composer from "./style/composer.css?inline";
import header from "./style/header.css?inline";
import log from "./style/log.css?inline";
import cards from "./style/cards.css?inline";

export async function start(bridge: Bridge): Promise<Chat> {
  await speak(bridge.locale);
  addStyles(bridge.root, [ground, header, log, composer, cards].join("\n"));
  const session = createSession(bridge);
  const view = createView(bridge, session);
  showView(view);
  render(<App />, bridge.slot);
  effect(() => void (bridge.frame.dataset["shade"] = view.isDark.value ? "dark" : "light"));
  return {
    show: view.show,
    hide: session.closed,
    identify: session.identify,
    // A language that can't be had leaves the one before.
    setLocale: (locale) => void speak(locale).catch(() => undefined),
    setLook: (look) => (session.look.value = readDesign(look)),
    reset: session.reset,
  };
}
