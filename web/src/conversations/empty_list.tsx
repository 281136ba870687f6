// An empty view says why it is empty and what would fill it.
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Coffee, Inbox, SearchX } from "lucide-react";
import type { Place } from "./place";
import { EmptyState } from "@/ui/empty_state";
import { statusOf } from "./views";

const linkClass = "text-accent font-medium underline underline-offset-2";

export function EmptyList({ place }: { place: Place }) {
  const { view, search } = place;
  if (search.q) {
    return (
      <EmptyState icon={<SearchX size={22} />} title={t`Nothing found`}>
        <Trans>Search looks at names, addresses, subjects and messages. Try fewer or other words.</Trans>
      </EmptyState>
    );
  }
  if (view === "mine" && statusOf(view, search) === "open") {
    return (
      <EmptyState icon={<Coffee size={22} />} title={t`All clear`}>
        <Trans>
          Nothing waits for you. Take the next one from{" "}
          <Link
            className={linkClass}
            to="/inbox/$view/{-$conversation}"
            params={{ view: "unassigned", conversation: undefined }}
          >
            Unassigned
          </Link>
          .
        </Trans>
      </EmptyState>
    );
  }
  if (view === "unassigned") {
    return (
      <EmptyState icon={<Coffee size={22} />} title={t`Everybody is taken care of`}>
        <Trans>New conversations land here until somebody takes them.</Trans>
      </EmptyState>
    );
  }
  if (view === "handed_over") {
    return (
      <EmptyState icon={<Coffee size={22} />} title={t`Nobody waits for a human`}>
        <Trans>What Theo hands over lands here until an agent answers it.</Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Inbox size={22} />} title={t`Nothing here yet`}>
      <Trans>
        Conversations appear here as soon as somebody writes. To be written to, connect a{" "}
        <Link className={linkClass} to="/settings/channels">
          channel
        </Link>{" "}
        or put the{" "}
        <Link className={linkClass} to="/settings/widget">
          widget
        </Link>{" "}
        on your site.
      </Trans>
    </EmptyState>
  );
}
