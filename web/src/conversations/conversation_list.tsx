// The list of a view: virtualised, filled by the list call page by page, kept right by live events.
import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { t } from "@lingui/core/macro";
import { useEffect, useMemo, useRef } from "react";
import { useNow } from "@/ui/screen";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { ConversationRow } from "./conversation_row";
import { EmptyList } from "./empty_list";
import { flatten } from "./list_cache";
import { ListHeader } from "./list_header";
import type { Place } from "./place";
import { listQuery } from "./queries";

const rowHeight = 76;

export function ConversationList({ place, onMenu }: { place: Place; onMenu: (() => void) | null }) {
  const query = useInfiniteQuery(listQuery(place.filter));
  const conversations = useMemo(() => flatten(query.data), [query.data]);
  const total = query.data?.pages[0]?.total ?? null;

  return (
    <section
      aria-label={t`Conversations`}
      className="bg-surface border-line flex h-full min-h-0 flex-col md:border-r"
    >
      <ListHeader place={place} total={total} onMenu={onMenu} />
      {query.isPending ? (
        <LoadingRows />
      ) : query.isError && conversations.length === 0 ? (
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      ) : conversations.length === 0 ? (
        <EmptyList place={place} />
      ) : (
        <Rows
          key={JSON.stringify(place.filter)}
          place={place}
          conversations={conversations}
          onEnd={query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : null}
        />
      )}
    </section>
  );
}

interface RowsProps {
  place: Place;
  conversations: ReturnType<typeof flatten>;
  onEnd: (() => void) | null;
}

function Rows({ place, conversations, onEnd }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const now = useNow();
  const virtualizer = useVirtualizer({
    count: conversations.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => conversations[index]?.id ?? index,
    overscan: 8,
    paddingStart: 4,
    paddingEnd: 12,
  });
  const rows = virtualizer.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;

  useEffect(() => {
    if (last >= conversations.length - 12) onEnd?.();
  }, [last, conversations.length, onEnd]);

  // The chosen row is brought into sight when the choice changes, not when rows move around it.
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (shown.current === place.conversationId) return;
    const index = conversations.findIndex(({ id }) => id === place.conversationId);
    if (index < 0) return;
    shown.current = place.conversationId;
    virtualizer.scrollToIndex(index, { align: "auto" });
  }, [place.conversationId, conversations, virtualizer]);

  return (
    <div ref={scroller} className="min-h-0 grow overflow-y-auto" data-testid="conversation-list">
      <ul className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {rows.map(({ index, start, key }) => {
          const conversation = conversations[index];
          return (
            conversation && (
              <li
                key={key}
                className="absolute inset-x-0 top-0 px-2"
                style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              >
                <ConversationRow
                  conversation={conversation}
                  place={place}
                  now={now}
                  isChosen={conversation.id === place.conversationId}
                />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function LoadingRows() {
  return (
    <div
      className="min-h-0 grow overflow-hidden px-2 pt-1"
      role="status"
      aria-label={t`Loading conversations`}
    >
      {[0, 1, 2, 3, 4, 5, 6].map((row) => (
        <div key={row} className="flex h-19 gap-3 px-3 pt-3">
          <Skeleton className="size-9 shrink-0 rounded-full" />
          <div className="grow space-y-2 pt-0.5">
            <Skeleton className="h-3 w-2/5" />
            <Skeleton className="h-3 w-11/12" />
            <Skeleton className="h-2.5 w-1/4" />
          </div>
        </div>
      ))}
    </div>
  );
}
