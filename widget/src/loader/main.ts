// What does the snippet start? The launcher on every page; the chat when it is opened, or when this visitor has a
// conversation that must be live. Small: it is on every page of every customer.
import { boot } from "./widget";

declare global {
  interface Window {
    PingBack?: unknown;
    PingBackWidgetId?: string | number;
  }
}

const script =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]');
const widgetId = script?.dataset["widgetId"] ?? window.PingBackWidgetId;
const isRunning = "reset" in Object(window.PingBack);

if (!isRunning && script && widgetId) {
  const start = { base: new URL(".", script.src).href, widgetId: String(widgetId), early: window.PingBack };
  window.PingBack = boot(start);
}
