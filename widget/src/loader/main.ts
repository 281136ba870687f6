// What does the snippet start? The launcher on every page; the chat when it is opened, or when this visitor has a
// conversation that must be live. Small: it is on every page of every customer.
import { boot } from "./widget";

declare global {
  interface Window {
    PingBack?: unknown;
    PingBackWidgetId?: string | number;
  }
}

// Elements that a page lets others write, such as `<img name="currentScript">` and `<form id="PingBack">`, are found
// under these names too.
const { currentScript } = document;
const script =
  currentScript instanceof HTMLScriptElement
    ? currentScript
    : document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]');
const widgetId = script?.dataset["widgetId"] ?? window.PingBackWidgetId;
const early = Object.hasOwn(window, "PingBack") ? window.PingBack : null;
const isRunning = Object.hasOwn(Object(early), "reset");

if (!isRunning && script && widgetId) {
  window.PingBack = boot({ base: new URL(".", script.src).href, widgetId: String(widgetId), early });
}
