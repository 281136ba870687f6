// The business's channels and the kinds there are.
import { queryOptions } from "@tanstack/react-query";
import { api, must } from "@/api/client";

export const channelsQuery = queryOptions({
  queryKey: ["channels"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/channels/", { signal })),
  staleTime: 60_000,
});

export const channelKindsQuery = queryOptions({
  queryKey: ["channels", "kinds"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/channels/types", { signal })),
  staleTime: Infinity,
});
