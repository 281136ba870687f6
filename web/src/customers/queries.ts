// One customer, as the panel shows them.
import { queryOptions } from "@tanstack/react-query";
import { api, must } from "@/api/client";

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: ["customers", id],
    queryFn: ({ signal }) =>
      must(api.GET("/api/v1/customers/{customer_id}", { params: { path: { customer_id: id } }, signal })),
    staleTime: 60_000,
  });
}
