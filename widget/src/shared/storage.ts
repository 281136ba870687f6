// What does this browser remember for one widget? The page's own localStorage, shared by its tabs; memory where the
// page may not keep anything. Knows nothing of what is kept.

export interface Store {
  read<T>(name: string): T | null;
  write(name: string, value: unknown): void;
  remove(name: string): void;
  /** Called when another tab has changed the value. */
  onChange(name: string, heard: () => void): () => void;
}

export type Shelf = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** A shelf that lasts as long as the page. */
export function memoryShelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
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
    onChange(name, heard) {
      const listen = (event: StorageEvent) => {
        if (event.key === key(name) || event.key === null) heard();
      };
      window.addEventListener("storage", listen);
      return () => window.removeEventListener("storage", listen);
    },
  };
}
