// All articles: looked for, narrowed down, and a way to write the next one.
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { FilePen, Plus, SearchX } from "lucide-react";
import { useEffect, useState } from "react";
import { focusPoints } from "@/conversations/focus_points";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty_state";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { newName, useBegun } from "./article_drafts";
import { type ArticleSearch, filterOf } from "./article_filter";
import { ArticleFilters } from "./article_filters";
import { ArticleRow } from "./article_row";
import { ChosenBar } from "./chosen_bar";
import { FoundInTexts } from "./found_in_texts";
import { KnowledgeFrame } from "./knowledge_frame";
import { NothingYet } from "./nothing_yet";
import { primaryLink } from "./links";
import { articlesQuery } from "./queries";

const route = getRouteApi("/workspace/knowledge");

export function ArticlesPage() {
  const search = route.useSearch();
  const navigate = useNavigate();
  const narrow = (change: Partial<ArticleSearch>) =>
    void navigate({ to: "/knowledge", search: { ...search, ...change }, replace: true });
  return (
    <KnowledgeFrame
      action={
        <Link to="/knowledge/new" className={primaryLink}>
          <Plus size={16} aria-hidden />
          {t`New article`}
        </Link>
      }
    >
      <div>
        <Unfinished />
        <List search={search} onNarrow={narrow} />
      </div>
    </KnowledgeFrame>
  );
}

function List({
  search,
  onNarrow,
}: {
  search: ArticleSearch;
  onNarrow: (change: Partial<ArticleSearch>) => void;
}) {
  const query = useInfiniteQuery(articlesQuery(filterOf(search)));
  const articles = query.data?.pages.flatMap((page) => page.articles) ?? [];
  useEffect(() => {
    focusPoints.list = step;
    return () => {
      focusPoints.list = null;
    };
  }, []);
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set());
  const chosen = articles.filter(({ id }) => marked.has(id));
  const toggle = (id: number) =>
    setMarked((before) => {
      const after = new Set(before);
      if (!after.delete(id)) after.add(id);
      return after;
    });
  const isNarrowed = Object.values(search).some(Boolean);
  const isBare = query.data !== undefined && articles.length === 0 && !query.isPlaceholderData;
  if (isBare && !isNarrowed) return <NothingYet />;
  return (
    <>
      <ArticleFilters search={search} onChange={onNarrow} />
      {!query.data ? (
        query.isError ? (
          <Problem error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Skeleton className="mt-5 h-64 w-full rounded-xl" />
        )
      ) : articles.length > 0 ? (
        <ul aria-label={t`Articles`} className="divide-line border-line mt-5 divide-y rounded-xl border">
          {articles.map((article) => (
            <ArticleRow
              key={article.id}
              article={article}
              isChosen={marked.has(article.id)}
              onChoose={() => toggle(article.id)}
              onTag={(tag) => onNarrow({ tag })}
            />
          ))}
        </ul>
      ) : (
        <NoneFits
          search={search}
          onReset={() => onNarrow({ q: undefined, show: undefined, category: undefined, tag: undefined })}
        />
      )}
      {query.isFetchNextPageError && (
        <Problem error={query.error} onRetry={() => void query.fetchNextPage()} />
      )}
      {query.hasNextPage && !query.isFetchNextPageError && (
        <div className="mt-4 flex justify-center">
          <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t`Show more`}
          </Button>
        </div>
      )}
      {chosen.length > 0 && (
        <ChosenBar
          chosen={chosen}
          isAll={chosen.length === articles.length}
          onAll={() => setMarked(new Set(articles.map(({ id }) => id)))}
          onNone={() => setMarked(new Set())}
        />
      )}
      {search.q && <FoundInTexts q={search.q} shown={articles} />}
    </>
  );
}

/** Puts the focus on the article below or above the one that has it. */
function step(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>("[data-article]")];
  const at = links.findIndex((link) => link === document.activeElement);
  links[at < 0 ? 0 : Math.max(0, Math.min(links.length - 1, at + by))]?.focus();
}

function NoneFits({ search, onReset }: { search: ArticleSearch; onReset: () => void }) {
  const { q } = search;
  const isFailed = search.show === "failed" && !q;
  return (
    <EmptyState
      icon={<SearchX size={22} />}
      title={
        isFailed ? t`Every article could be indexed` : q ? t`No title has “${q}” in it` : t`No article fits`
      }
      action={<Button onClick={onReset}>{t`Show all articles`}</Button>}
    />
  );
}

/** New articles that somebody began and has not saved. */
function Unfinished() {
  return useBegun().map(({ beginning, draft: { text } }) => (
    <p
      key={newName(beginning)}
      className="bg-note border-note-line text-note-ink mb-4 flex items-center gap-2.5 rounded-xl border px-4 py-2.5 text-sm"
    >
      <FilePen size={16} aria-hidden className="shrink-0" />
      <span className="min-w-0 grow truncate">
        {text.title ? t`You have begun “${text.title}”.` : t`You have begun an article.`}
      </span>
      <Link
        to="/knowledge/new"
        search={beginning}
        className="shrink-0 font-semibold underline underline-offset-2"
      >
        {t`Go on writing`}
      </Link>
    </p>
  ));
}
