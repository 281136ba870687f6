// One article in the list: what it is about, where it stands, and what kept it from being indexed.
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { api, must } from "@/api/client";
import type { Article } from "@/api/types";
import { ago } from "@/time";
import { Button } from "@/ui/button";
import { useNow } from "@/ui/screen";
import { sayProblem } from "@/ui/toasts";
import { useArticleDraft } from "./article_drafts";
import { ArticlePill } from "./article_pill";
import { articlesKey } from "./queries";

interface ArticleRowProps {
  article: Article;
  isChosen: boolean;
  onChoose: () => void;
  onTag: (tag: string) => void;
}

export function ArticleRow({ article, isChosen, onChoose, onTag }: ArticleRowProps) {
  const now = useNow();
  const isUnsaved = useArticleDraft(String(article.id)) !== null;
  return (
    <li className="hover:bg-hover has-[a:focus-visible]:bg-hover relative px-4 py-3">
      <div className="flex items-center gap-3">
        <input
          type="checkbox"
          aria-label={t`Choose ${article.title}`}
          checked={isChosen}
          onChange={onChoose}
          className="relative z-1 size-4 shrink-0"
        />
        <div className="min-w-0 grow">
          <Link
            to="/knowledge/$article"
            params={{ article: String(article.id) }}
            data-article
            className="focus-inset block truncate rounded text-sm font-semibold after:absolute after:inset-0"
            dir="auto"
          >
            {article.title}
          </Link>
          <div className="text-faint mt-0.5 flex min-w-0 items-center gap-x-2 overflow-hidden text-xs whitespace-nowrap">
            {isUnsaved && <span className="text-ping-ink font-semibold">{t`Not saved`}</span>}
            {article.category && <bdi className="truncate">{article.category}</bdi>}
            {article.tags.slice(0, 4).map((tag) => (
              <button
                key={tag}
                type="button"
                onClick={() => onTag(tag)}
                className="hover:text-accent focus-inset relative z-1 max-w-32 truncate rounded"
              >
                <bdi>#{tag}</bdi>
              </button>
            ))}
          </div>
        </div>
        <span className="text-faint tabular shrink-0 text-xs max-sm:hidden">
          {ago(article.updated_at, now)}
        </span>
        <ArticlePill article={article} />
      </div>
      {article.index_state === "failed" && <NotIndexed article={article} />}
    </li>
  );
}

export function NotIndexed({ article }: { article: Article }) {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  async function retry(): Promise<void> {
    setBusy(true);
    try {
      const params = { path: { article_id: String(article.id) } };
      await must(api.POST("/api/v1/kb/articles/{article_id}/index", { params }));
      await client.invalidateQueries({ queryKey: articlesKey });
      await client.invalidateQueries({ queryKey: ["knowledge", "article", String(article.id)] });
    } catch (error) {
      sayProblem(error);
    } finally {
      setBusy(false);
    }
  }
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <p className="text-danger text-xs font-medium text-pretty">
        {article.index_error ?? t`No search finds it: it could not be indexed.`}
      </p>
      <Button size="small" isBusy={isBusy} onClick={() => void retry()} className="relative z-1">
        {t`Index it again`}
      </Button>
    </div>
  );
}
