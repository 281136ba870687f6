// Webhook endpoints, and what each of them was told.
import { queryOptions } from "@tanstack/react-query";
import { api, must } from "@/api/client";

export const endpointsQuery = queryOptions({
  queryKey: ["webhooks"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/webhook-endpoints/", { signal })),
});

export const deliveriesQuery = (id: string) =>
  queryOptions({
    queryKey: ["webhooks", id, "deliveries"],
    queryFn: ({ signal }) =>
      must(
        api.GET("/api/v1/webhook-endpoints/{endpoint_id}/deliveries", {
          params: { path: { endpoint_id: id } },
          signal,
        }),
      ),
    // What waits moves on by itself.
    refetchInterval: 3000,
  });
