// What somebody typed into an article and has not saved, kept on this browser from the first letter on.
import { useSyncExternalStore } from "react";
import type { ArticleText } from "./article_text";
import type { SentArticle } from "./create_article";

export interface ArticleDraft {
  /** Whose it is; nobody else may see it. */
  user_id: string | null;
  text: ArticleText;
  /** The version that was changed; null for an article that is not there yet. */
  version: number | null;
  /** A new article that was sent, and whose answer has not come. */
  sent?: SentArticle;
  at: number;
}

const prefix = "pingback.article.";
const kept = 200;
let owner: string | null = null;
const loaded = new Map<string, ArticleDraft | null>();
const listeners = new Set<() => void>();

/** `name` is the article's id, or `newName`. */
export function readArticleDraft(name: string): ArticleDraft | null {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const draft = parse(localStorage.getItem(prefix + name));
  const own = owner !== null && draft?.user_id === owner ? draft : null;
  loaded.set(name, own);
  return own;
}

export function keepArticleDraft(
  name: string,
  { text, version, sent }: Pick<ArticleDraft, "text" | "version" | "sent">,
): void {
  const draft = { user_id: owner, text, version, ...(sent && { sent }), at: Date.now() };
  loaded.set(name, draft);
  try {
    if (owner !== null) localStorage.setItem(prefix + name, JSON.stringify(draft));
    forgetOldest();
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

/** From now on these are this person's; what somebody else began is dropped. */
export function keepArticleDraftsOf(userId: string): void {
  if (owner === userId) return;
  owner = userId;
  loaded.clear();
  for (const key of keys())
    if (parse(localStorage.getItem(key))?.user_id !== userId) localStorage.removeItem(key);
  tell();
}

export function forgetArticleDrafts(): void {
  owner = null;
  loaded.clear();
  for (const key of keys()) localStorage.removeItem(key);
  tell();
}

/** What a new article began with: a title, or else a key of its own. As it stands in the editor's address. */
export interface Beginning {
  title?: string;
  draft?: string;
}

/** Whoever writes about the same title again goes on with the same article. */
export function newName({ title, draft = "" }: Beginning): string {
  return title ? `new ${title}` : `new#${draft}`;
}

function beginningOf(name: string): Beginning {
  return name.startsWith("new ") ? { title: name.slice(4) } : { draft: name.slice(4) };
}

/** The new articles that were begun and not saved, each with what it began with. */
export function useBegun(): { beginning: Beginning; draft: ArticleDraft }[] {
  const names = useSyncExternalStore(subscribe, begun);
  return (JSON.parse(names) as string[]).flatMap((name) => {
    const draft = readArticleDraft(name);
    return draft ? [{ beginning: beginningOf(name), draft }] : [];
  });
}

function begun(): string {
  const names = keys().map((key) => key.slice(prefix.length));
  return JSON.stringify(names.filter((name) => /^new[ #]/.test(name)).toSorted());
}

export function useArticleDraft(name: string): ArticleDraft | null {
  return useSyncExternalStore(subscribe, () => readArticleDraft(name));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}

function keys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

function forgetOldest(): void {
  const all = keys();
  if (all.length <= kept) return;
  const at = (key: string) => parse(localStorage.getItem(key))?.at ?? 0;
  const byAge = all.toSorted((one, other) => at(one) - at(other));
  for (const key of byAge.slice(0, all.length - kept)) localStorage.removeItem(key);
}

function parse(stored: string | null): ArticleDraft | null {
  if (!stored) return null;
  try {
    const draft = JSON.parse(stored) as Partial<ArticleDraft>;
    const { user_id, text, version = null, sent, at = 0 } = draft;
    const isWhole =
      typeof user_id === "string" && typeof text?.title === "string" && Array.isArray(text.tags);
    return isWhole && text && user_id ? { user_id, text, version, ...(sent && { sent }), at } : null;
  } catch {
    return null;
  }
}
