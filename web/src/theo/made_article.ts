// The article that was made out of an agent's answer: made once, and after that as it stands by now.
import { queryOptions, type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import { Failure } from "@/api/failure";
import { newKey } from "@/api/new_key";
import type { Article } from "@/api/types";
import { articleQuery } from "@/knowledge/queries";

/** By the message's id, where the article that the first key stands for is gone. */
const keys = new Map<string, string>();

/** The article's id. The same key each time, so that trying again or a reload makes no second one. */
export function madeQuery(messageId: string) {
  return queryOptions({
    queryKey: ["theo", "article", messageId],
    queryFn: async () => {
      const key = keys.get(messageId) ?? `article-of-${messageId}`;
      const { id } = await must(
        api.POST("/api/v1/ai/articles", {
          params: { header: { "Idempotency-Key": key } },
          body: { message_id: messageId },
        }),
      );
      return String(id);
    },
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
  });
}

/** It is deleted: the next one is another. */
export function makeAnew(client: QueryClient, messageId: string): void {
  keys.set(messageId, newKey());
  void client.resetQueries({ queryKey: madeQuery(messageId).queryKey });
}

export interface MadeArticle {
  article: Article | undefined;
  /** Somebody has deleted it. */
  isGone: boolean;
  error: unknown;
  retry: () => void;
  makeAnew: () => void;
}

/** None without a message. */
export function useMadeArticle(messageId: string | null): MadeArticle {
  const client = useQueryClient();
  const made = useQuery({ ...madeQuery(messageId ?? ""), enabled: messageId !== null });
  const id = messageId === null ? undefined : made.data;
  const loaded = useQuery({ ...articleQuery(id ?? ""), enabled: id !== undefined });
  const isGone = loaded.error instanceof Failure && loaded.error.status === 404;
  return {
    article: isGone ? undefined : loaded.data,
    isGone,
    error: made.error ?? (loaded.data ? null : loaded.error),
    retry: () => void (made.isError ? made : loaded).refetch(),
    makeAnew: () => {
      if (messageId !== null) makeAnew(client, messageId);
    },
  };
}
