// What may a page call, and what happens to calls made before there is anything to answer them? They wait, in order.
// Knows nothing of what the calls do.
import type { EventName } from "../shared/bridge";

export type Handler = (detail: unknown) => void;

export interface Api {
  open(): void;
  close(): void;
  toggle(): void;
  identify(identity: unknown): void;
  setLocale(locale: unknown): void;
  /** Returns what takes the handler off again. */
  on(event: EventName, handler: Handler): () => void;
  reset(): void;
}

export const METHODS = ["open", "close", "toggle", "identify", "setLocale", "on", "reset"] as const;
type Method = (typeof METHODS)[number];
type Call = [Method, ...unknown[]];

/** `PingBack.open()` and `PingBack.push(["open"])` do the same. */
export type PublicApi = Api & { push(call: Call): unknown };

/** What a page left in `window.PingBack` before the loader came. */
export function readEarlyCalls(early: unknown): Call[] {
  if (!Array.isArray(early)) return [];
  return early.filter((call): call is Call => Array.isArray(call) && METHODS.includes(call[0] as Method));
}

export function publish(api: Api): PublicApi {
  const push = ([method, ...values]: Call): unknown => {
    if (!METHODS.includes(method)) throw new TypeError(`PingBack has no method ${String(method)}`);
    return (api[method] as (...values: unknown[]) => unknown)(...values);
  };
  return { ...api, push };
}

/** Handlers of the page; one that throws is reported and harms nobody else. */
export function createEvents() {
  const handlers = new Map<string, Set<Handler>>();
  return {
    on(event: EventName, handler: Handler) {
      const known = handlers.get(event) ?? new Set();
      handlers.set(event, known.add(handler));
      return () => void known.delete(handler);
    },
    emit(event: EventName, detail?: unknown) {
      for (const handler of handlers.get(event) ?? []) {
        try {
          handler(detail);
        } catch (error) {
          setTimeout(() => {
            throw error;
          });
        }
      }
    },
  };
}
