// The business's channels and the kinds there are.
import { queryOptions } from "@tanstack/react-query";
import { api, must } from "@/api/client";

export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/channels/", { signal })),
  staleTime: 60_000,
});

export const deliveriesQuery = (channelId: string) =>
  queryOptions({
    queryKey: ["channels", channelId, "deliveries"],
    queryFn: ({ signal }) =>
      must(
        api.GET("/api/v1/channels/{channel_id}/deliveries", {
          params: { path: { channel_id: channelId } },
          signal,
        }),
      ),
    refetchInterval: 10_000,
  });

export const deliveryQuery = (channelId: string, deliveryId: string) =>
  queryOptions({
    queryKey: ["channels", channelId, "deliveries", deliveryId],
    queryFn: ({ signal }) =>
      must(
        api.GET("/api/v1/channels/{channel_id}/deliveries/{delivery_id}", {
          params: { path: { channel_id: channelId, delivery_id: deliveryId } },
          signal,
        }),
      ),
  });

export const templatesQuery = (channelId: string) =>
  queryOptions({
    queryKey: ["channels", channelId, "templates"],
    queryFn: ({ signal }) =>
      must(
        api.GET("/api/v1/channels/{channel_id}/templates", {
          params: { path: { channel_id: channelId } },
          signal,
        }),
      ),
    staleTime: 60_000,
    retry: false,
  });

export const channelKindsQuery = queryOptions({
  queryKey: ["channels", "kinds"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/channels/types", { signal })),
  staleTime: Infinity,
});
