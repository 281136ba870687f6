// What a company has posted to a channel, newest first; each can be looked at and read again.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import { api, must } from "@/api/client";
import type { Channel, ChannelDelivery } from "@/api/types";
import { sizeInWords } from "@/conversations/message_attachments";
import { fullTime } from "@/time";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { say, sayProblem } from "@/ui/toasts";
import { deliveriesQuery, deliveryQuery } from "./queries";

export function Deliveries({ channel }: { channel: Channel }) {
  const deliveries = useQuery(deliveriesQuery(channel.id));
  if (deliveries.isError)
    return <Problem error={deliveries.error} onRetry={() => void deliveries.refetch()} />;
  if (deliveries.isPending) return <Skeleton className="h-32 w-full rounded-xl" />;
  if (deliveries.data.length === 0) {
    return (
      <p className="border-line text-soft rounded-xl border border-dashed p-6 text-center text-sm text-pretty">
        {t`Nothing has come in yet. Write to the channel as a customer would: it stands here within a second.`}
      </p>
    );
  }
  return (
    <ul className="divide-line border-line divide-y rounded-xl border">
      {deliveries.data.map((delivery) => (
        <Row key={delivery.id} channel={channel} delivery={delivery} />
      ))}
    </ul>
  );
}

function Row({ channel, delivery }: { channel: Channel; delivery: ChannelDelivery }) {
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const isFailed = delivery.state === "failed";

  async function replay(): Promise<void> {
    try {
      const path = { channel_id: channel.id, delivery_id: delivery.id };
      await must(
        api.POST("/api/v1/channels/{channel_id}/deliveries/{delivery_id}/replay", { params: { path } }),
      );
      say(t`It is read again`);
    } catch (error) {
      sayProblem(error);
    }
    // A job reads it, in a moment.
    setTimeout(() => void client.invalidateQueries({ queryKey: ["channels", channel.id] }), 1000);
  }

  return (
    <li className="px-4 py-3">
      <div className="flex items-center gap-3">
        <span className={classes("size-2 shrink-0 rounded-full", isFailed ? "bg-danger" : "bg-good")} />
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="min-w-0 grow rounded text-start"
        >
          <span className="block text-sm font-semibold">{fullTime(delivery.received_at)}</span>
          <span className="text-faint block text-xs wrap-anywhere">
            {isFailed ? (delivery.error ?? t`It could not be read`) : t`Read`} · {sizeInWords(delivery.size)}
          </span>
        </button>
        <Button size="small" onClick={() => void replay()}>
          <RotateCw size={13} aria-hidden />
          {t`Read again`}
        </Button>
      </div>
      {isOpen && <Body channel={channel} delivery={delivery} />}
    </li>
  );
}

function Body({ channel, delivery }: { channel: Channel; delivery: ChannelDelivery }) {
  const whole = useQuery(deliveryQuery(channel.id, delivery.id));
  if (whole.isError) return <Problem error={whole.error} onRetry={() => void whole.refetch()} />;
  if (whole.isPending) return <Skeleton className="mt-3 h-24 w-full rounded-lg" />;
  return (
    <pre
      tabIndex={0}
      aria-label={t`What was posted`}
      className="bg-sunken mt-3 max-h-96 overflow-auto rounded-lg p-3 font-mono text-xs wrap-anywhere whitespace-pre-wrap"
    >
      {pretty(whole.data.body)}
    </pre>
  );
}

/** JSON with line breaks; anything else as it is. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
