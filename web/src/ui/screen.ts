// How wide the screen is, as far as the layout cares.
import { useSyncExternalStore } from "react";

const queries = {
  /** One pane at a time. */
  phone: "(max-width: 767px)",
  /** Room for the customer beside the conversation. */
  wide: "(min-width: 1180px)",
};

export function useScreen(which: keyof typeof queries): boolean {
  const query = queries[which];
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => matchMedia(query).matches,
  );
}

export function useIsOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener("online", listener);
      window.addEventListener("offline", listener);
      return () => {
        window.removeEventListener("online", listener);
        window.removeEventListener("offline", listener);
      };
    },
    () => navigator.onLine,
  );
}

/** Counts up every half minute, so that "5m" becomes "6m". */
export function useNow(): number {
  return useSyncExternalStore(subscribeToNow, () => now);
}

let now = Date.now();
const nowListeners = new Set<() => void>();
let nowTimer: ReturnType<typeof setInterval> | undefined;

function subscribeToNow(listener: () => void): () => void {
  nowListeners.add(listener);
  nowTimer ??= setInterval(() => {
    now = Date.now();
    for (const each of nowListeners) each();
  }, 30_000);
  return () => nowListeners.delete(listener);
}
