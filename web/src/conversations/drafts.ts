// What somebody began to write and has not sent, kept per conversation on this browser.
import { useSyncExternalStore } from "react";

export interface Draft {
  text: string;
  note: string;
  mode: "text" | "note";
  at: number;
}

const prefix = "pingback.draft.";
const kept = 200;
const empty: Draft = { text: "", note: "", mode: "text", at: 0 };
const loaded = new Map<string, Draft>();
const listeners = new Set<() => void>();

export function readDraft(conversationId: string): Draft {
  const known = loaded.get(conversationId);
  if (known) return known;
  const draft = parse(localStorage.getItem(prefix + conversationId));
  loaded.set(conversationId, draft);
  return draft;
}

export function keepDraft(conversationId: string, change: Partial<Omit<Draft, "at">>): void {
  const draft = { ...readDraft(conversationId), ...change, at: Date.now() };
  loaded.set(conversationId, draft);
  try {
    if (hasText(draft)) {
      localStorage.setItem(prefix + conversationId, JSON.stringify(draft));
      forgetOldest();
    } else {
      localStorage.removeItem(prefix + conversationId);
    }
  } catch {
    // Storage is full or switched off: the draft lives as long as this page.
  }
  for (const listener of listeners) listener();
}

export function hasText(draft: Draft): boolean {
  return draft.text.trim() !== "" || draft.note.trim() !== "";
}

export function useDraft(conversationId: string): Draft {
  return useSyncExternalStore(subscribe, () => readDraft(conversationId));
}

/** Another person signs in on this browser: what was written is not theirs. */
export function forgetDrafts(): void {
  for (const key of keys()) localStorage.removeItem(key);
  loaded.clear();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function parse(stored: string | null): Draft {
  if (!stored) return empty;
  try {
    return { ...empty, ...(JSON.parse(stored) as Partial<Draft>) };
  } catch {
    return empty;
  }
}

function keys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

function forgetOldest(): void {
  const all = keys();
  if (all.length <= kept) return;
  const byAge = all.toSorted(
    (one, other) => parse(localStorage.getItem(one)).at - parse(localStorage.getItem(other)).at,
  );
  for (const key of byAge.slice(0, all.length - kept)) localStorage.removeItem(key);
}
