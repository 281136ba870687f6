// Who looks at a conversation right now, and who types: held outside the query cache, since it is never loaded.
import { useSyncExternalStore } from "react";
import type { AnyId, LiveEvents, Viewer } from "@/live";

interface Typist {
  userId: string | null;
  until: number;
}

const typingLasts = 6000;
const nobody: Viewer[] = [];
const viewers = new Map<string, Viewer[]>();
const typists = new Map<string, Typist[]>();
const listeners = new Set<() => void>();

export function applyPresence({
  conversation_id,
  conversation_uuid,
  viewers: seen,
}: LiveEvents["presence"]): void {
  for (const id of names(conversation_id, conversation_uuid)) viewers.set(id, seen);
  announce();
}

export function applyTyping(event: LiveEvents["typing"], now: number): void {
  const userId = event.user_id === null ? null : String(event.user_id);
  for (const id of names(event.conversation_id, event.conversation_uuid)) {
    const others = (typists.get(id) ?? []).filter((typist) => typist.userId !== userId && typist.until > now);
    typists.set(id, event.is_typing ? [...others, { userId, until: now + typingLasts }] : others);
  }
  announce();
  if (event.is_typing) setTimeout(announce, typingLasts + 50);
}

/** A message ends its writer's typing. */
export function endTyping(conversationIds: (AnyId | undefined)[], userId: string | null): void {
  for (const id of conversationIds) {
    const known = id === undefined ? undefined : typists.get(String(id));
    if (known)
      typists.set(
        String(id),
        known.filter((typist) => typist.userId !== userId),
      );
  }
  announce();
}

export function useViewers(ids: { id: string; number: number } | undefined): Viewer[] {
  return useSyncExternalStore(subscribe, () =>
    ids ? (viewers.get(ids.id) ?? viewers.get(String(ids.number)) ?? nobody) : nobody,
  );
}

/** Whether the customer types: somebody who is not of the team. */
export function useIsCustomerTyping(
  ids: { id: string; number: number } | undefined,
  team: Set<string>,
): boolean {
  return useSyncExternalStore(subscribe, () => {
    if (!ids) return false;
    const now = Date.now();
    const all = [...(typists.get(ids.id) ?? []), ...(typists.get(String(ids.number)) ?? [])];
    return all.some(({ userId, until }) => until > now && (userId === null || !team.has(userId)));
  });
}

function names(...ids: (AnyId | undefined)[]): string[] {
  return ids.filter((id) => id !== undefined).map(String);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function announce(): void {
  for (const listener of listeners) listener();
}
