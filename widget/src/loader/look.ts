// Where does the widget's look come from? From the server; from this browser's memory until that has answered, so that
// a page paints at once and offline too.
import { readLook, type Look } from "../shared/look";
import type { Store } from "../shared/storage";

/** Seconds between tries while the server can't be reached. */
const PAUSES = [3, 10, 30, 60];

export interface LookSource {
  kept(): Look | null;
  /** Calls back once, with null where there is no such widget. */
  fetch(found: (look: Look | null) => void): void;
}

export function lookSource(base: string, widgetId: string, store: Store): LookSource {
  const address = `${base}api/v1/widget/${encodeURIComponent(widgetId)}`;
  const ask = async (tries: number, found: (look: Look | null) => void): Promise<void> => {
    try {
      const response = await fetch(address, { credentials: "omit" });
      if (response.status === 404) {
        store.remove("look");
        return found(null);
      }
      if (response.ok) {
        const answer: unknown = await response.json();
        store.write("look", answer);
        return found(readLook(answer));
      }
    } catch {
      // Offline, or a page that the widget doesn't serve: browsers don't tell which.
    }
    const pause = PAUSES[tries];
    if (pause) setTimeout(() => void ask(tries + 1, found), pause * 1000);
  };
  return { kept: () => readLook(store.read("look")), fetch: (found) => void ask(0, found) };
}
