// What is told of articles and imports as it happens: what is on the screen of them is read again, once for many news.
import type { QueryClient } from "@tanstack/react-query";
import { articleKey, articlesKey, importsKey, itemsKey } from "./queries";

/** An import tells of each of its articles; lists are read this often at most. */
const pause = 700;

export function articleChanged(client: QueryClient, id: number): void {
  void client.invalidateQueries({ queryKey: articleKey(String(id)) });
  soon("articles", () => {
    void client.invalidateQueries({ queryKey: articlesKey });
    void client.invalidateQueries({ queryKey: ["knowledge", "found"] });
    void client.invalidateQueries({ queryKey: ["knowledge", "categories"] });
    // The first article gives the help centre its name.
    void client.invalidateQueries({ queryKey: ["knowledge", "help-centre"] });
  });
}

export function importChanged(client: QueryClient, id: string): void {
  soon(`import ${id}`, () => {
    void client.invalidateQueries({ queryKey: importsKey });
    void client.invalidateQueries({ queryKey: itemsKey(id) });
  });
}

const waiting = new Set<string>();

function soon(what: string, read: () => void): void {
  if (waiting.has(what)) return;
  waiting.add(what);
  setTimeout(() => {
    waiting.delete(what);
    read();
  }, pause);
}
