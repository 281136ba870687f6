// The way around: views with their counts, channels, settings, and oneself.
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import {
  BookOpenText,
  BookUser,
  Palette,
  Plug,
  Search,
  Sparkles,
  TriangleAlert,
  Users,
  Webhook,
} from "lucide-react";
import type { ReactNode } from "react";
import { useBusiness, useIsLead, useMe } from "@/auth/me";
import { channelsQuery } from "@/channels/queries";
import { keysOf } from "@/conversations/keymap";
import { countQuery } from "@/conversations/queries";
import { runCommand } from "@/conversations/run_command";
import { countWords, filterOf, type View } from "@/conversations/views";
import { ViewIcon } from "@/conversations/view_icon";
import { viewName } from "@/conversations/words";
import { useTheoMode } from "@/theo/answers";
import { Keys } from "@/ui/keys";
import { Mark } from "@/ui/logo";
import { MeMenu } from "./me_menu";

export function Sidebar() {
  const business = useBusiness();
  const isLead = useIsLead();
  const channels = useQuery(channelsQuery).data ?? [];
  const hasQueue = useHasQueue();
  const types = [...new Set(channels.filter(({ is_active }) => is_active).map(({ type }) => type))];
  return (
    <nav aria-label={t`Workspace`} className="bg-paper flex h-full flex-col px-2.5 pt-3 pb-2.5">
      <div className="mb-3 flex h-8 items-center gap-2.5 px-2">
        <Mark size={24} />
        <span className="font-display truncate text-base font-semibold">{business.name}</span>
      </div>
      <button
        type="button"
        onClick={() => runCommand("palette")}
        className="text-soft border-line-strong/60 bg-surface hover:bg-hover mb-4 flex h-8 items-center gap-2 rounded-lg border px-2.5 text-sm max-md:hidden"
      >
        <Search size={14} aria-hidden />
        {t`Commands`}
        <span className="ml-auto">
          <Keys keys={keysOf("palette")} />
        </span>
      </button>
      <div className="-mx-1 min-h-0 grow space-y-4 overflow-y-auto px-1 pb-2">
        <Group title={t`Inbox`}>
          <ViewLink view="mine" isCounted />
          <ViewLink view="unassigned" isCounted />
          <ViewLink view="all" isCounted />
          {hasQueue && <ViewLink view="handed_over" isCounted />}
        </Group>
        <Group title={t`By status`}>
          <ViewLink view="pending" isCounted />
          <ViewLink view="resolved" />
          <ViewLink view="closed" />
        </Group>
        {types.length > 1 && (
          <Group title={t`Channels`}>
            {types.map((type) => (
              <ViewLink
                key={type}
                view={`channel-${type}`}
                isTroubled={channels.some((one) => one.type === type && one.is_active && one.problem)}
              />
            ))}
          </Group>
        )}
        <Group title={t`Workspace`}>
          <PlainLink
            to="/customers/{-$customer}"
            icon={<BookUser size={15} aria-hidden />}
            label={t`Customers`}
          />
          <PlainLink to="/knowledge" icon={<BookOpenText size={15} aria-hidden />} label={t`Knowledge`} />
          <PlainLink to="/theo" icon={<Sparkles size={15} aria-hidden />} label={t`Theo`} />
          <PlainLink to="/settings/team" icon={<Users size={15} aria-hidden />} label={t`Team`} />
          <PlainLink to="/settings/channels" icon={<Plug size={15} aria-hidden />} label={t`Channels`} />
          {isLead && (
            <PlainLink to="/settings/webhooks" icon={<Webhook size={15} aria-hidden />} label={t`Webhooks`} />
          )}
          <PlainLink to="/settings/widget" icon={<Palette size={15} aria-hidden />} label={t`Widget`} />
        </Group>
      </div>
      <MeMenu />
    </nav>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="text-faint px-2 pb-1 text-xs font-semibold">{title}</h2>
      <ul className="grid gap-px">{children}</ul>
    </div>
  );
}

const linkClass =
  "focus-inset flex h-8 items-center gap-2.5 rounded-lg px-2 text-sm font-medium text-soft transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-hover aria-[current=page]:text-ink aria-[current=page]:font-semibold";

function ViewLink({
  view,
  isCounted,
  isTroubled,
}: {
  view: View;
  isCounted?: boolean;
  isTroubled?: boolean;
}) {
  return (
    <li>
      <Link
        to="/inbox/$view/{-$conversation}"
        params={{ view, conversation: undefined }}
        activeOptions={{ exact: false }}
        className={linkClass}
      >
        <ViewIcon view={view} />
        <span className="truncate">{viewName(view)}</span>
        {isCounted && <Count view={view} />}
        {isTroubled && (
          <TriangleAlert
            size={14}
            aria-label={t`Trouble with this channel`}
            className="text-danger ms-auto"
          />
        )}
      </Link>
    </li>
  );
}

/** Theo hands over where he answers by himself; what he did before he was told not to still waits. */
function useHasQueue(): boolean {
  const { user } = useMe();
  const { view } = useParams({ strict: false });
  const count = useQuery(countQuery(filterOf("handed_over", {}, user.id))).data ?? 0;
  return useTheoMode() === "auto" || view === "handed_over" || count > 0;
}

function Count({ view }: { view: View }) {
  const filter = filterOf(view, {}, useMe().user.id);
  const count = useQuery(countQuery(filter)).data;
  if (typeof count !== "number" || count === 0) return null;
  return <span className="text-faint tabular ml-auto text-xs">{countWords(filter, count)}</span>;
}

function PlainLink({
  to,
  icon,
  label,
}: {
  to:
    | "/customers/{-$customer}"
    | "/knowledge"
    | "/theo"
    | "/settings/team"
    | "/settings/channels"
    | "/settings/webhooks"
    | "/settings/widget";
  icon: ReactNode;
  label: string;
}) {
  return (
    <li>
      <Link to={to} params={{ customer: undefined }} className={linkClass}>
        {icon}
        {label}
      </Link>
    </li>
  );
}
