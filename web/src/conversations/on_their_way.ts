// Lists and counts on their way: an answer may have been made before what was told meanwhile, and must not undo it.
import type { Query, QueryClient } from "@tanstack/react-query";
import type { Conversation } from "@/api/types";
import { microseconds } from "@/time";
import { findInList, type ListData, placeConversation } from "./list_cache";
import type { Filter } from "./views";

interface Told {
  /** Counts up with whatever is told. */
  turn: number;
  conversation: Conversation;
}

const told = new WeakMap<QueryClient, Map<string, Told>>();
const toldKept = 200;
let turn = 0;

/** A state of which lists that are on their way may not know yet. The last 200 conversations are remembered. */
export function rememberTold(client: QueryClient, conversation: Conversation): void {
  const states = told.get(client) ?? new Map<string, Told>();
  told.set(client, states);
  states.delete(conversation.id);
  states.set(conversation.id, { turn: ++turn, conversation });
  if (states.size > toldKept) states.delete(states.keys().next().value!);
}

/**
 * From now on, a list that arrives is told what it missed; `recount` is called for a count that may have missed
 * something. Returns what ends it.
 */
export function followArrivals(client: QueryClient, recount: () => void): () => void {
  const begun = new WeakMap<Query, number>();
  return client.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.query.queryKey[0] !== "conversations") return;
    const { query, action } = event;
    if (action.type === "fetch") begun.set(query, turn);
    if (action.type !== "success" || action.manual) return;
    const missed = [...(told.get(client)?.values() ?? [])].filter(
      (one) => one.turn > (begun.get(query) ?? turn),
    );
    if (missed.length === 0) return;
    const [, kind, filter] = query.queryKey as [string, string, Filter];
    if (kind === "count") recount();
    if (kind !== "list") return;
    client.setQueryData<ListData>(
      query.queryKey,
      (list) =>
        list && missed.reduce((data, { conversation }) => withMissed(data, filter, conversation), list),
    );
  });
}

function withMissed(list: ListData, filter: Filter, conversation: Conversation): ListData {
  const shown = findInList(list, conversation.id);
  if (shown && microseconds(shown.updated_at) > microseconds(conversation.updated_at)) return list;
  return placeConversation(list, filter, conversation);
}
