// Onboarding 4: write as a customer on a sample page, and see it arrive.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { ArrowRight, ExternalLink } from "lucide-react";
import { api, must } from "@/api/client";
import type { Widget } from "@/api/types";
import { customerName } from "@/conversations/words";
import { Avatar } from "@/ui/avatar";
import { primaryLink, secondaryLink, StepTitle } from "./step_title";

export function TryStep({ widget }: { widget: Widget }) {
  const first = useQuery({
    queryKey: ["first_conversation"],
    queryFn: ({ signal }) =>
      must(api.GET("/api/v1/conversations/", { params: { query: { limit: 1 } }, signal })),
    refetchInterval: (query) => (query.state.data?.length ? false : 2000),
  }).data?.[0];
  const name = first && customerName(first);
  return (
    <div className="max-w-xl">
      <StepTitle
        title={first ? t`There it is` : t`Send yourself the first message`}
        lead={
          first
            ? t`Open it and answer: that is all there is to it.`
            : t`Open the sample page, write something in the chat, and watch it arrive here.`
        }
      />
      <div
        role="status"
        className="border-line bg-raised shadow-card flex min-h-24 items-center gap-4 rounded-2xl border p-5"
      >
        {first && name ? (
          <div className="animate-rise flex min-w-0 items-center gap-4">
            <Avatar name={name} seed={first.customer_id ?? first.id} />
            <div className="min-w-0">
              <p className="font-semibold">{name}</p>
              <p className="text-soft truncate">{first.last_message?.preview}</p>
            </div>
          </div>
        ) : (
          <>
            <span className="relative flex size-3" aria-hidden>
              <span className="bg-ping absolute inset-0 animate-ping rounded-full opacity-60" />
              <span className="bg-ping size-3 rounded-full" />
            </span>
            <p className="text-soft">{t`Waiting for the first message…`}</p>
          </>
        )}
      </div>
      <div className="mt-6 flex flex-wrap gap-3">
        {first ? (
          <Link
            to="/inbox/$view/{-$conversation}"
            params={{ view: "all", conversation: first.id }}
            className={primaryLink}
          >
            {t`Answer it`}
            <ArrowRight size={16} aria-hidden />
          </Link>
        ) : (
          <>
            <a href={`/preview/${widget.id}`} target="_blank" rel="noreferrer" className={primaryLink}>
              {t`Open the sample page`}
              <ExternalLink size={15} aria-hidden />
            </a>
            <Link
              to="/inbox/$view/{-$conversation}"
              params={{ view: "unassigned", conversation: undefined }}
              className={secondaryLink}
            >
              {t`Skip to the inbox`}
            </Link>
          </>
        )}
      </div>
    </div>
  );
}
