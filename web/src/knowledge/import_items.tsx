// What became of each file or page of an import, what failed first in view.
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { Import, ImportItem } from "@/api/types";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { itemsQuery } from "./queries";
import { itemStateName } from "./words";

export function ImportItems({ of }: { of: Import }) {
  const [isAll, setAll] = useState(of.failed === 0);
  const query = useInfiniteQuery(itemsQuery(of.id, isAll ? undefined : "failed"));
  const items = query.data?.pages.flat() ?? [];
  return (
    <div className="mt-2">
      {of.failed > 0 && (
        <div role="group" aria-label={t`What to show`} className="mb-2 flex gap-1">
          <Choice isOn={!isAll} onClick={() => setAll(false)}>
            {t`What failed`}
          </Choice>
          <Choice isOn={isAll} onClick={() => setAll(true)}>
            {t`Everything`}
          </Choice>
        </div>
      )}
      {query.isPending ? (
        <Skeleton className="h-12 w-full" />
      ) : !query.data ? (
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ul
          aria-label={t`Files and pages`}
          className="bg-sunken divide-line max-h-96 divide-y overflow-y-auto rounded-lg text-sm"
        >
          {items.map((item) => (
            <Item key={item.ordinal} item={item} />
          ))}
          {items.length === 0 && <li className="text-faint px-3 py-2">{t`Nothing yet.`}</li>}
        </ul>
      )}
      {query.hasNextPage && (
        <div className="mt-2">
          <Button size="small" isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t`Show more`}
          </Button>
        </div>
      )}
    </div>
  );
}

function Choice({ isOn, onClick, children }: { isOn: boolean; onClick: () => void; children: string }) {
  return (
    <Button size="small" weight={isOn ? "secondary" : "quiet"} aria-pressed={isOn} onClick={onClick}>
      {children}
    </Button>
  );
}

function Item({ item: { name, state, error, article_id } }: { item: ImportItem }) {
  return (
    <li className="flex items-baseline gap-3 px-3 py-2">
      <div className="min-w-0 grow">
        {article_id === null || article_id === undefined ? (
          <bdi className="block truncate">{name}</bdi>
        ) : (
          <Link
            to="/knowledge/$article"
            params={{ article: String(article_id) }}
            className="block truncate underline underline-offset-2"
          >
            <bdi>{name}</bdi>
          </Link>
        )}
        {error && <p className="text-danger text-xs text-pretty">{error}</p>}
      </div>
      <span className={classes("shrink-0 text-xs", state === "failed" ? "text-danger" : "text-soft")}>
        {itemStateName(state)}
      </span>
    </li>
  );
}
