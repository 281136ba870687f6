// What can be done with the articles that were chosen in the list: published, made drafts, deleted, one after another.
import { useQueryClient } from "@tanstack/react-query";
import { plural, t } from "@lingui/core/macro";
import { useState } from "react";
import { api, must } from "@/api/client";
import type { Article, ArticleState } from "@/api/types";
import { Button } from "@/ui/button";
import { Removal } from "@/ui/removal";
import { say, sayProblem } from "@/ui/toasts";
import { articleKey, articlesKey } from "./queries";

interface ChosenBarProps {
  chosen: Article[];
  /** Everything that is shown is chosen. */
  isAll: boolean;
  onAll: () => void;
  onNone: () => void;
}

export function ChosenBar({ chosen, isAll, onAll, onNone }: ChosenBarProps) {
  const client = useQueryClient();
  const [done, setDone] = useState<number | null>(null);
  const [isDeleting, setDeleting] = useState(false);
  const many = chosen.length;
  const isBusy = done !== null;

  /** Stops at the first that is refused: what was done stays done, the others stay chosen. */
  async function each(
    articles: Article[],
    call: (id: number) => Promise<unknown>,
    words: string,
  ): Promise<void> {
    setDone(0);
    try {
      for (const [at, { id }] of articles.entries()) {
        await call(id);
        setDone(at + 1);
        client.removeQueries({ queryKey: articleKey(String(id)) });
      }
      say(words);
      onNone();
    } catch (error) {
      sayProblem(error);
    }
    await client.invalidateQueries({ queryKey: articlesKey });
    setDone(null);
  }

  const become = (state: ArticleState) => {
    const others = chosen.filter((article) => article.state !== state);
    const count = others.length;
    const words =
      state === "published"
        ? plural(count, { one: "# article is published", other: "# articles are published" })
        : plural(count, { one: "# article is a draft now", other: "# articles are drafts now" });
    const put = (id: number) =>
      must(
        api.PUT("/api/v1/kb/articles/{article_id}", {
          params: { path: { article_id: id } },
          body: { state },
        }),
      );
    return each(others, put, words);
  };
  const remove = () =>
    each(
      chosen,
      (id) => must(api.DELETE("/api/v1/kb/articles/{article_id}", { params: { path: { article_id: id } } })),
      plural(many, { one: "# article is deleted", other: "# articles are deleted" }),
    );

  return (
    <div
      role="group"
      aria-label={t`With the chosen articles`}
      className="bg-raised shadow-float sticky bottom-4 z-10 mx-auto mt-4 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-xl px-4 py-2.5"
    >
      <p role="status" className="tabular text-sm font-semibold">
        {isBusy ? t`${done} of ${many}…` : plural(many, { one: "# chosen", other: "# chosen" })}
      </p>
      {chosen.some(({ state }) => state === "draft") && (
        <Button size="small" weight="primary" disabled={isBusy} onClick={() => void become("published")}>
          {t`Publish`}
        </Button>
      )}
      {chosen.some(({ state }) => state === "published") && (
        <Button size="small" disabled={isBusy} onClick={() => void become("draft")}>
          {t`Make drafts`}
        </Button>
      )}
      <Button size="small" weight="danger" disabled={isBusy} onClick={() => setDeleting(true)}>
        {t`Delete`}
      </Button>
      {!isAll && (
        <Button size="small" weight="quiet" disabled={isBusy} onClick={onAll}>
          {t`Choose all shown`}
        </Button>
      )}
      <Button size="small" weight="quiet" disabled={isBusy} onClick={onNone}>
        {t`Choose none`}
      </Button>
      <Removal
        isOpen={isDeleting}
        title={plural(many, { one: "Delete # article?", other: "Delete # articles?" })}
        description={t`They are gone for good, with all their versions. To take them from customers only, make them drafts.`}
        onClose={() => setDeleting(false)}
        onRemove={() => void remove()}
      />
    </div>
  );
}
