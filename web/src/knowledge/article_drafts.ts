// What somebody typed into an article and has not saved, kept on this browser from the first letter on.
import { useSyncExternalStore } from "react";
import type { ArticleText } from "./article_text";

export interface ArticleDraft {
  /** Whose it is; nobody else may see it. */
  user_id: string;
  text: ArticleText;
  /** The version that was changed; null for an article that is not there yet. */
  version: number | null;
  at: number;
}

const prefix = "pingback.article.";
const loaded = new Map<string, ArticleDraft | null>();
const listeners = new Set<() => void>();

/** `name` is the article's id, or `newName`. */
export function readArticleDraft(userId: string, name: string): ArticleDraft | null {
  let draft = loaded.get(name);
  if (draft === undefined) {
    draft = parse(localStorage.getItem(prefix + name));
    loaded.set(name, draft);
  }
  return draft?.user_id === userId ? draft : null;
}

export function keepArticleDraft(
  userId: string,
  name: string,
  { text, version }: Pick<ArticleDraft, "text" | "version">,
): void {
  const draft = { user_id: userId, text, version, at: Date.now() };
  loaded.set(name, draft);
  try {
    localStorage.setItem(prefix + name, JSON.stringify(draft));
  } catch {
    // Storage is full or switched off: the draft lives as long as this page.
  }
  tell();
}

export function forgetArticleDraft(name: string): void {
  loaded.set(name, null);
  localStorage.removeItem(prefix + name);
  tell();
}

export function forgetArticleDrafts(): void {
  loaded.clear();
  for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  tell();
}

/** What new articles are called here: one that begins with a title, and one that begins with nothing. */
export function newName(title: string): string {
  return title ? `new ${title}` : "new";
}

/** The new articles that were begun and not saved, each with the title that it began with. */
export function useBegun(userId: string): { title: string; draft: ArticleDraft }[] {
  const names = useSyncExternalStore(subscribe, begun);
  return (JSON.parse(names) as string[]).flatMap((name) => {
    const draft = readArticleDraft(userId, name);
    return draft ? [{ title: name.slice("new ".length), draft }] : [];
  });
}

function begun(): string {
  const names = Object.keys(localStorage).filter((key) => key.startsWith(`${prefix}new`));
  return JSON.stringify(names.map((key) => key.slice(prefix.length)).toSorted());
}

export function useArticleDraft(userId: string, name: string): ArticleDraft | null {
  return useSyncExternalStore(subscribe, () => readArticleDraft(userId, name));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

function parse(stored: string | null): ArticleDraft | null {
  if (!stored) return null;
  try {
    const draft = JSON.parse(stored) as Partial<ArticleDraft>;
    const { user_id, text, version = null, at = 0 } = draft;
    const isWhole =
      typeof user_id === "string" && typeof text?.title === "string" && Array.isArray(text.tags);
    return isWhole && text && user_id ? { user_id, text, version, at } : null;
  } catch {
    return null;
  }
}
