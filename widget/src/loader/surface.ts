// Where on the page does the widget live? In a shadow root under <html>, so that page rules, transforms of <body> and
// frameworks that replace <body> don't reach it, and it reaches nothing of the page.
import { inkOn, readableOn } from "../shared/color";
import { directionOf, type Locale } from "../shared/locale";
import type { Look } from "../shared/look";
import { addStyles } from "../shared/styles";
import css from "./launcher.css?inline";

export interface Surface {
  host: HTMLElement;
  root: ShadowRoot;
  frame: HTMLElement;
  slot: HTMLElement;
}

/** Page scripts that remove what they don't know are outlived this many times, then left in peace. */
const MOST_RETURNS = 5;

/** What a page's own shortcuts and focus traps must not hear while somebody types here. */
const OURS = ["keydown", "keyup", "keypress", "input", "paste", "copy", "cut", "focusin", "focusout"];

export function createSurface(): Surface {
  const host = document.createElement("pingback-widget");
  const root = host.attachShadow({ mode: "open" });
  addStyles(root, css);
  const frame = document.createElement("div");
  frame.className = "frame";
  const slot = document.createElement("div");
  frame.append(slot);
  root.append(frame);
  for (const name of OURS) root.addEventListener(name, (event) => event.stopPropagation());
  document.documentElement.append(host);
  comeBack(host);
  return { host, root, frame, slot };
}

function comeBack(host: HTMLElement): void {
  let returns = 0;
  const watch = new MutationObserver(() => {
    if (host.isConnected) return;
    returns += 1;
    if (returns >= MOST_RETURNS) watch.disconnect();
    document.documentElement.append(host);
  });
  watch.observe(document.documentElement, { childList: true });
}

export function dress(surface: Surface, look: Look, locale: Locale): void {
  const { frame } = surface;
  frame.lang = locale;
  frame.dir = directionOf(locale);
  frame.dataset["theme"] = look.theme;
  // Not in the style sheet, which would get fallbacks for `light-dark()` of old browsers with it.
  frame.style.colorScheme = look.theme === "auto" ? "light dark" : look.theme;
  frame.dataset["side"] = look.position ?? (frame.dir === "rtl" ? "left" : "right");
  const colors = {
    "--accent": look.color,
    "--accent-ink": inkOn(look.color),
    "--accent-on-light": readableOn("#ffffff", look.color),
    "--accent-on-dark": readableOn("#1b1c22", look.color),
  };
  for (const [name, value] of Object.entries(colors)) frame.style.setProperty(name, value);
}
