// The knowledge base as queries: articles and what they said before, imports, and the help centre.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answered, api, must } from "@/api/client";
import { linkParameter } from "@/api/pages";
import type { ArticleFilter } from "./article_filter";

export const knowledgeKey = ["knowledge"] as const;
export const articlesKey = ["knowledge", "articles"] as const;
export const importsKey = ["knowledge", "imports"] as const;

export function articlesQuery(filter: ArticleFilter) {
  return infiniteQueryOptions({
    queryKey: [...articlesKey, filter],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const query = { ...filter, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) };
      const { data, headers } = await answered(api.GET("/api/v1/kb/articles", { params: { query }, signal }));
      return { articles: data, next: linkParameter(headers, "next", "cursor") };
    },
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}

/** Published articles whose text fits, with the passage that fits best. */
export const foundQuery = (q: string) =>
  queryOptions({
    queryKey: ["knowledge", "found", q],
    queryFn: ({ signal }) => must(api.GET("/api/v1/kb/search", { params: { query: { q } }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });

export const articleKey = (id: string) => ["knowledge", "article", id] as const;

export const articleQuery = (id: string) =>
  queryOptions({
    queryKey: articleKey(id),
    queryFn: ({ signal }) =>
      must(api.GET("/api/v1/kb/articles/{article_id}", { params: { path: { article_id: id } }, signal })),
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: [...articleKey(id), "versions"],
    queryFn: ({ signal }) =>
      must(
        api.GET("/api/v1/kb/articles/{article_id}/versions", {
          params: { path: { article_id: id } },
          signal,
        }),
      ),
  });

/** What was written once never changes. */
export const versionQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["knowledge", "version", id, version],
    queryFn: ({ signal }) =>
      must(
        api.GET("/api/v1/kb/articles/{article_id}/versions/{version}", {
          params: { path: { article_id: id, version } },
          signal,
        }),
      ),
    staleTime: Infinity,
  });

export const categoriesQuery = queryOptions({
  queryKey: ["knowledge", "categories"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/kb/categories", { signal })),
  staleTime: 60_000,
});

export const importsQuery = queryOptions({
  queryKey: importsKey,
  queryFn: ({ signal }) => must(api.GET("/api/v1/kb/imports", { signal })),
});

export const itemsKey = (id: string) => ["knowledge", "import", id] as const;

/** Items of one page of an import. */
const itemsShown = 100;

export function itemsQuery(id: string, state: "failed" | undefined) {
  return infiniteQueryOptions({
    queryKey: [...itemsKey(id), state ?? "all"],
    initialPageParam: 0,
    queryFn: ({ pageParam: from, signal }) =>
      must(
        api.GET("/api/v1/kb/imports/{import_id}/items", {
          params: { path: { import_id: id }, query: { from, limit: itemsShown, ...(state && { state }) } },
          signal,
        }),
      ),
    getNextPageParam: (last) => (last.length < itemsShown ? undefined : last.at(-1)?.ordinal),
  });
}

export const helpCentreQuery = queryOptions({
  queryKey: ["knowledge", "help-centre"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/kb/help-centre", { signal })),
  staleTime: 60_000,
});
