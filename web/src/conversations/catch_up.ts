// After a gap in which nobody told us: what is on the screen is asked for once, what is not when it is next shown.
import type { QueryClient } from "@tanstack/react-query";
import { answered, api } from "@/api/client";
import { storeConversation } from "./conversation_cache";
import type { ListData } from "./list_cache";
import type { Filter } from "./views";

/** A list scrolled further than this many pages is not loaded anew: its first page is, and its news are put in. */
const mostPages = 3;

export async function catchUp(client: QueryClient): Promise<void> {
  const isLong = ({ state }: { state: { data: unknown } }) =>
    ((state.data as ListData | undefined)?.pages?.length ?? 0) > mostPages;
  const lists = client.getQueryCache().findAll({ queryKey: ["conversations", "list"], type: "active" });
  const long = lists.filter(isLong);
  await Promise.allSettled([
    client.invalidateQueries({
      queryKey: ["conversations"],
      refetchType: "active",
      predicate: (query) => !long.includes(query),
    }),
    client.invalidateQueries({ queryKey: ["knowledge"], refetchType: "active" }),
    ...long.map((query) => newest(client, query.queryKey[2] as Filter)),
  ]);
}

async function newest(client: QueryClient, filter: Filter): Promise<void> {
  const { data } = await answered(
    api.GET("/api/v1/conversations/", { params: { query: { ...filter, limit: 50 } } }),
  );
  for (const conversation of data) storeConversation(client, conversation);
}
