// Customers: one, as the panel shows them, and the list with its search.
import { infiniteQueryOptions, keepPreviousData, queryOptions, useQuery } from "@tanstack/react-query";
import { answered, api, must } from "@/api/client";
import { linkParameter } from "@/api/pages";

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: ["customers", id],
    queryFn: ({ signal }) =>
      must(api.GET("/api/v1/customers/{customer_id}", { params: { path: { customer_id: id } }, signal })),
    staleTime: 60_000,
  });
}

/** Where the customer of a conversation has written from. */
export function useContacts(id: string | null | undefined) {
  return useQuery({ ...customerQuery(id ?? ""), enabled: !!id }).data?.contacts ?? [];
}

export const customerListKey = ["customers", "list"] as const;

export function customerListQuery(q: string | undefined) {
  return infiniteQueryOptions({
    queryKey: [...customerListKey, q ?? ""],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: 50, ...(q ? { q } : {}), ...(pageParam ? { cursor: pageParam } : {}) };
      const { data, headers } = await answered(api.GET("/api/v1/customers/", { params: { query }, signal }));
      return { customers: data, next: linkParameter(headers, "next", "cursor") };
    },
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}
