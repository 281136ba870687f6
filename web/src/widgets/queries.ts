// The business's widgets.
import { queryOptions } from "@tanstack/react-query";
import { api, must } from "@/api/client";

export const widgetsQuery = queryOptions({
  queryKey: ["widgets"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/widget", { signal })),
  staleTime: 60_000,
});
