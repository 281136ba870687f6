// The newest conversations of one customer, but the one that is open.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { flatten } from "@/conversations/list_cache";
import { listQuery } from "@/conversations/queries";
import { StatusPill } from "@/conversations/status_pill";
import { shortTime } from "@/time";
import { useNow } from "@/ui/screen";
import { Part } from "./panel_parts";

export function CustomersConversations({
  id,
  title,
  besides,
}: {
  id: string;
  title: string;
  besides?: string;
}) {
  const query = useInfiniteQuery(listQuery({ customer_id: id }));
  const now = useNow();
  const others = flatten(query.data)
    .filter((other) => other.id !== besides)
    .slice(0, 8);
  if (others.length === 0) return null;
  return (
    <Part title={title}>
      <ul className="-mx-2">
        {others.map((other) => (
          <li key={other.id}>
            <Link
              to="/inbox/$view/{-$conversation}"
              params={(before) => ({ ...before, view: before.view ?? "all", conversation: other.id })}
              search={(before) => before}
              className="hover:bg-hover block rounded-lg px-2 py-1.5"
            >
              <span className="flex items-center gap-2">
                <span className="truncate text-sm font-medium">
                  <bdi>{other.subject ?? other.last_message?.preview ?? t`No messages yet`}</bdi>
                </span>
                <span className="text-faint tabular ml-auto shrink-0 text-xs">
                  {shortTime(other.updated_at, now)}
                </span>
              </span>
              <span className="mt-1 flex">
                <StatusPill status={other.status} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  );
}
