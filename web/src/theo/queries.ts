// How Theo is wanted, what he did, and what no article answers.
import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { api, must } from "@/api/client";
import type { TheoSettingsChange } from "@/api/types";
import { say } from "@/ui/toasts";
import type { Period } from "./period";

const day = 24 * 3_600_000;

export const theoSettingsQuery = queryOptions({
  queryKey: ["theo", "settings"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/ai/settings", { signal })),
});

export const gapsQuery = queryOptions({
  queryKey: ["theo", "gaps"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/ai/gaps", { signal })),
});

export const reportQuery = (days: Period) =>
  queryOptions({
    queryKey: ["theo", "report", days],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - days * day).toISOString();
      return must(api.GET("/api/v1/ai/report", { params: { query: { from } }, signal }));
    },
  });

/** Changes what is named; everything else stays. */
export function useSaveSettings(): (change: TheoSettingsChange) => Promise<void> {
  const client = useQueryClient();
  return async (body) => {
    const saved = await must(api.PATCH("/api/v1/ai/settings", { body }));
    client.setQueryData(theoSettingsQuery.queryKey, saved);
    say(t`Saved`);
  };
}
