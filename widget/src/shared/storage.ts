// What does this browser remember for one widget? The page's own localStorage, shared by its tabs; memory where the
// page may not keep anything. Knows nothing of what is kept.

export interface Store {
  read<T>(name: string): T | null;
  write(name: string, value: unknown): void;
  remove(name: string): void;
  /** What is kept under names that begin so. */
  names(beginning: string): string[];
  /** Called when another tab has changed something whose name begins so. */
  onChange(beginning: string, heard: () => void): () => void;
}

/** What it holds stands under its own keys, as with the browser's. */
export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** A shelf that lasts as long as the page. */
export function memoryShelf(): Shelf {
  const kept: Record<string, string> = {};
  return Object.setPrototypeOf(kept, {
    getItem: (key: string) => (Object.hasOwn(kept, key) ? kept[key] : null),
    setItem: (key: string, value: string) => void (kept[key] = value),
    removeItem: (key: string) => void delete kept[key],
  }) as Shelf;
}

/** Reading `window.localStorage` itself throws where the page's storage is blocked. */
export function pageShelf(kind: "localStorage" | "sessionStorage"): Shelf {
  try {
    const shelf = window[kind];
    shelf.setItem("pingback:probe", "1");
    shelf.removeItem("pingback:probe");
    return shelf;
  } catch {
    return memoryShelf();
  }
}

export function openStore(widgetId: string, shelf: Shelf): Store {
  const key = (name: string) => `pingback:${widgetId}:${name}`;
  return {
    read<T>(name: string) {
      try {
        const text = shelf.getItem(key(name));
        return text === null ? null : (JSON.parse(text) as T);
      } catch {
        return null;
      }
    },
    write(name, value) {
      try {
        shelf.setItem(key(name), JSON.stringify(value));
      } catch {
        // A full shelf: this page goes on with what it holds in memory.
      }
    },
    remove(name) {
      shelf.removeItem(key(name));
    },
    names(beginning) {
      const mine = Object.keys(shelf).filter((one) => one.startsWith(key(beginning)));
      return mine.map((one) => one.slice(key("").length));
    },
    onChange(beginning, heard) {
      const listen = (event: StorageEvent) => {
        if (event.key?.startsWith(key(beginning)) ?? true) heard();
      };
      window.addEventListener("storage", listen);
      return () => window.removeEventListener("storage", listen);
    },
  };
}
