// What somebody began to write and has not sent, kept per conversation on this browser.
import { useSyncExternalStore } from "react";
import type { Recipients } from "./people";

export interface Draft {
  /** Whose it is; nobody else may see it. */
  user_id: string | null;
  text: string;
  note: string;
  mode: "text" | "note";
  /** Whom an answer by mail goes to beside the customer, once somebody has said so. */
  recipients?: Recipients;
  /** Theo's draft that the answer was made of. */
  theo_answer_id?: string;
  at: number;
}

const prefix = "pingback.draft.";
const kept = 200;
const empty: Draft = { user_id: null, text: "", note: "", mode: "text", at: 0 };
let owner: string | null = null;
const loaded = new Map<string, Draft>();
const listeners = new Set<() => void>();

export function readDraft(conversationId: string): Draft {
  const known = loaded.get(conversationId);
  if (known) return known;
  const draft = parse(localStorage.getItem(prefix + conversationId));
  const own = owner !== null && draft.user_id === owner ? draft : empty;
  loaded.set(conversationId, own);
  return own;
}

export function keepDraft(
  conversationId: string,
  change: Partial<Pick<Draft, "text" | "note" | "mode" | "recipients" | "theo_answer_id">>,
): void {
  const draft = { ...readDraft(conversationId), ...change, user_id: owner, at: Date.now() };
  loaded.set(conversationId, draft);
  try {
    if (hasText(draft) && owner !== null) {
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

/** From now on these are this person's; what somebody else began is dropped. */
export function keepDraftsOf(userId: string): void {
  if (owner === userId) return;
  owner = userId;
  loaded.clear();
  for (const key of keys())
    if (parse(localStorage.getItem(key)).user_id !== userId) localStorage.removeItem(key);
  for (const listener of listeners) listener();
}

export function forgetDrafts(): void {
  owner = null;
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
