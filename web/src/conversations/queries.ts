// The calls that fill the inbox: the list, a count, one thread, and the messages before it.
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answered, api } from "@/api/client";
import { linkParameter, totalCount } from "@/api/pages";
import type { Conversation, Message } from "@/api/types";
import { withTold } from "./conversation_cache";
import type { ListPage } from "./list_cache";
import { type Filter, mostCounted } from "./views";

const pageSize = 50;

export interface Thread {
  conversation: Conversation;
  /** Oldest first. */
  messages: Message[];
  /** Where the messages before the first one begin; null at the very beginning. */
  before: string | null;
}

export function listQuery(filter: Filter) {
  return infiniteQueryOptions({
    queryKey: ["conversations", "list", filter] as const,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }): Promise<ListPage> => {
      const query = { ...filter, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) };
      const { data, headers } = await answered(
        api.GET("/api/v1/conversations/", { params: { query }, signal }),
      );
      return {
        conversations: data,
        next: linkParameter(headers, "next", "cursor"),
        total: totalCount(headers),
      };
    },
    getNextPageParam: (last) => last.next,
    // Live events keep a loaded list right; it is asked for again only after a gap. What a search finds, only the
    // server knows.
    staleTime: filter.q === undefined ? Infinity : 10_000,
    gcTime: 10 * 60_000,
  });
}

export function countQuery(filter: Filter) {
  return queryOptions({
    queryKey: ["conversations", "count", filter] as const,
    queryFn: async ({ signal }): Promise<number | null> => {
      // The server keeps no counter of those: they are few, and counted here. One more says that there are more.
      const limit = filter.handed_over ? mostCounted + 1 : 1;
      const { data, headers } = await answered(
        api.GET("/api/v1/conversations/", { params: { query: { ...filter, limit } }, signal }),
      );
      return filter.handed_over ? data.length : totalCount(headers);
    },
    staleTime: Infinity,
  });
}

export function threadQuery(id: string) {
  return queryOptions({
    queryKey: ["conversations", "thread", id] as const,
    queryFn: async ({ signal, client, queryKey }): Promise<Thread> => {
      const { data, headers } = await answered(
        api.GET("/api/v1/conversations/{id}", { params: { path: { id } }, signal }),
      );
      const { messages } = data;
      const thread = {
        conversation: { ...data, messages: [] },
        messages,
        before: linkParameter(headers, "prev", "before"),
      };
      return withTold(client, withEarlier(thread, client.getQueryData<Thread>(queryKey)));
    },
    staleTime: Infinity,
    gcTime: 10 * 60_000,
  });
}

/** Loading a thread anew keeps the earlier messages that were shown before, if no gap lies between. */
export function withEarlier(thread: Thread, known: Thread | undefined): Thread {
  const [first] = thread.messages;
  const at = known?.messages.findIndex(({ id }) => id === first?.id) ?? -1;
  if (!known || at <= 0) return thread;
  return { ...thread, messages: [...known.messages.slice(0, at), ...thread.messages], before: known.before };
}

export async function fetchEarlier(id: string, before: string): Promise<Pick<Thread, "messages" | "before">> {
  const { data, headers } = await answered(
    api.GET("/api/v1/conversations/{id}/messages", {
      params: { path: { id }, query: { before, limit: 100 } },
    }),
  );
  return { messages: data, before: linkParameter(headers, "prev", "before") };
}
