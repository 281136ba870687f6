// What an endpoint was told and what waits for it, newest first; what was settled can be sent again.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { RotateCw } from "lucide-react";
import { api, must } from "@/api/client";
import type { WebhookDelivery, WebhookEndpoint } from "@/api/types";
import { fullTime } from "@/time";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { say, sayProblem } from "@/ui/toasts";
import { eventName } from "./names";
import { deliveriesQuery } from "./queries";

export function Deliveries({ endpoint }: { endpoint: WebhookEndpoint }) {
  const client = useQueryClient();
  const query = deliveriesQuery(endpoint.id);
  const deliveries = useQuery(query);

  async function replay({ id }: WebhookDelivery): Promise<void> {
    try {
      const path = { endpoint_id: endpoint.id, delivery_id: id };
      const route = "/api/v1/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay";
      await must(api.POST(route, { params: { path } }));
      say(t`It is sent again`);
    } catch (error) {
      sayProblem(error);
    }
    await client.invalidateQueries({ queryKey: query.queryKey });
  }

  if (deliveries.isError)
    return <Problem error={deliveries.error} onRetry={() => void deliveries.refetch()} />;
  if (deliveries.isPending) return <Skeleton className="m-6 h-40 rounded-xl" />;
  if (deliveries.data.length === 0)
    return <p className="text-soft px-6 pt-4 pb-8 text-center text-sm">{t`Nothing was told yet.`}</p>;
  return (
    <ul
      tabIndex={0}
      aria-label={t`Deliveries`}
      className="divide-line mt-3 min-h-0 divide-y overflow-y-auto px-6 pb-5"
    >
      {deliveries.data.map((delivery) => (
        <li key={delivery.id} className="flex items-start gap-3 py-3">
          <span className={classes("mt-1.5 size-2 shrink-0 rounded-full", lamp(delivery))} />
          <div className="min-w-0 grow">
            <p className="text-sm font-semibold">
              {eventName(delivery.event)}
              <span className="text-faint ml-2 text-xs font-normal">{fullTime(delivery.created_at)}</span>
            </p>
            <p className="text-soft text-xs">{outcome(delivery)}</p>
            {delivery.answer && (
              <p className="text-faint mt-1 line-clamp-3 font-mono text-xs break-all">{delivery.answer}</p>
            )}
          </div>
          {endpoint.is_active && delivery.state !== "waiting" && delivery.seq != null && (
            <Button size="small" onClick={() => void replay(delivery)}>
              <RotateCw size={13} aria-hidden />
              {t`Send again`}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function outcome(of: WebhookDelivery): string {
  const { state, attempts } = of;
  const [status, time, error] = [of.status ?? 0, of.duration_ms ?? 0, of.error ?? ""];
  if (state === "delivered") return t`Delivered: ${status}, ${time} ms, try ${attempts}`;
  if (state === "failed") return t`Failed. ${error}`;
  if (attempts === 0 || !of.next_try_at) return t`Waits for its turn`;
  const next = fullTime(of.next_try_at);
  return t`${error} Next try ${next}.`;
}

function lamp({ state, attempts }: WebhookDelivery): string {
  if (state === "delivered") return "bg-good";
  return state === "failed" || attempts > 0 ? "bg-danger" : "bg-line-strong";
}
