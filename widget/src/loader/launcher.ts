// The round button on the page: how does it look and what does it say? Knows nothing of the conversation.
import type { Locale } from "../shared/locale";

/** Open, close, unread messages. */
const LABELS: Record<Locale, readonly [string, string, string]> = {
  en: ["Open chat", "Close chat", "unread"],
  es: ["Abrir chat", "Cerrar chat", "sin leer"],
  fr: ["Ouvrir le chat", "Fermer le chat", "non lus"],
  de: ["Chat öffnen", "Chat schließen", "ungelesen"],
  pt: ["Abrir chat", "Fechar chat", "não lidas"],
  ar: ["فتح المحادثة", "إغلاق المحادثة", "غير مقروءة"],
};

export interface LauncherState {
  locale: Locale;
  isOpen: boolean;
  isLoading: boolean;
  isOnline: boolean;
  unread: number;
}

export interface Launcher {
  button: HTMLButtonElement;
  draw(state: LauncherState): void;
}

const SVG = "http://www.w3.org/2000/svg";

function drawing(name: string, paths: readonly string[]): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 48 48");
  svg.setAttribute("class", name);
  svg.setAttribute("aria-hidden", "true");
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
}

/** A ball that bounces back, which is a smile too. */
const BOUNCE = ["M12.5 19.5c1 10.5 6 15.5 11.5 15.5s10.5-5 11.5-13", "M36 12.500v.01"];
const DOWN = ["m14 20 10 10 10-10"];

export function createLauncher(): Launcher {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "launcher";
  const online = document.createElement("span");
  online.className = "online";
  const count = document.createElement("span");
  count.className = "count";
  button.append(drawing("bounce", BOUNCE), drawing("down", DOWN), online, count);
  const draw = ({ locale, isOpen, isLoading, isOnline, unread }: LauncherState) => {
    const [open, close, unreadWord] = LABELS[locale];
    const waiting = !isOpen && unread > 0;
    button.setAttribute("aria-expanded", String(isOpen));
    button.setAttribute("aria-label", isOpen ? close : waiting ? `${open}, ${unread} ${unreadWord}` : open);
    button.classList.toggle("is-loading", isLoading);
    online.hidden = isOpen || waiting || !isOnline;
    count.hidden = !waiting;
    count.textContent = unread > 99 ? "99+" : String(unread);
  };
  return { button, draw };
}
