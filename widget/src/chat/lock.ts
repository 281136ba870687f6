// How do several tabs take turns? By the browser's locks, which secure pages have; elsewhere by a lease in the storage
// that they share, which is good enough: the server knows a message that comes twice.
import type { Store } from "../shared/storage";

export type Lock = (name: string, run: () => Promise<void>) => Promise<void>;

const LEASE = 15_000;
const LOOK_AGAIN = 200;

interface Lease {
  owner: string;
  until: number;
}

export function createLock(widgetId: string, store: Store): Lock {
  if (navigator.locks) return (name, run) => navigator.locks.request(`pingback:${widgetId}:${name}`, run);
  return leaseLock(store, (ms) => new Promise((done) => setTimeout(done, ms)));
}

export function leaseLock(store: Store, sleep: (ms: number) => Promise<void>): Lock {
  const owner = newId();
  const isMine = (lease: Lease | null) => lease?.owner === owner;
  const take = (name: string) => store.write(`lock:${name}`, { owner, until: Date.now() + LEASE });
  return async (name, run) => {
    for (;;) {
      const lease = store.read<Lease>(`lock:${name}`);
      if (!lease || isMine(lease) || lease.until < Date.now()) {
        take(name);
        // Another tab may have written at the same moment; whoever stands there afterwards has it.
        await sleep(20 + Math.random() * 30);
        if (isMine(store.read<Lease>(`lock:${name}`))) break;
      }
      await sleep(LOOK_AGAIN);
    }
    const renewal = setInterval(() => take(name), LEASE / 3);
    try {
      await run();
    } finally {
      clearInterval(renewal);
      store.remove(`lock:${name}`);
    }
  };
}

/** A random UUID; `crypto.randomUUID` is for secure pages only. */
export function newId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
