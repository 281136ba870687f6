// Over the article: the way back, whether it is saved, and what can be done with it.
import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import {
  ArrowLeft,
  CloudUpload,
  Ellipsis,
  EyeOff,
  FileDown,
  History,
  SquareArrowOutUpRight,
  Trash2,
  Undo2,
} from "lucide-react";
import { useState } from "react";
import { api, must } from "@/api/client";
import type { Article } from "@/api/types";
import { isMac } from "@/conversations/keymap";
import { Button } from "@/ui/button";
import { Menu, MenuItem, MenuLine } from "@/ui/menu";
import { Removal } from "@/ui/removal";
import { Tip } from "@/ui/tip";
import { say, sayProblem } from "@/ui/toasts";
import { forgetArticleDraft } from "./article_drafts";
import { ArticlePill } from "./article_pill";
import { articleKey, articlesKey } from "./queries";
import type { Writing } from "./use_article";

interface ArticleBarProps {
  article: Article | null;
  writing: Writing;
  /** Where customers read it; null where they don't. */
  path: string | null;
  onHistory: () => void;
}

export function ArticleBar({ article, writing, path, onHistory }: ArticleBarProps) {
  const { isChanged, isBusy, isBehind, save } = writing;
  const isPublished = article?.state === "published";
  const keys = [isMac() ? "⌘" : "Ctrl", "S"];
  return (
    <header className="border-line flex min-h-14 shrink-0 items-center gap-2 border-b px-5 py-2 max-md:px-2">
      <Link
        to="/knowledge"
        aria-label={t`All articles`}
        className="text-soft hover:bg-hover hover:text-ink inline-flex size-8 shrink-0 items-center justify-center rounded-lg"
      >
        <ArrowLeft size={18} aria-hidden />
      </Link>
      <h1 className="text-soft truncate text-sm font-semibold max-sm:sr-only">
        {article ? t`Article` : t`New article`}
      </h1>
      {article && <ArticlePill article={article} />}
      <span role="status" className="text-faint ms-auto min-w-0 truncate text-xs">
        {isBusy ? (
          t`Saving…`
        ) : isChanged ? (
          <Unsaved />
        ) : article ? (
          <span className="max-sm:hidden">{t`Saved`}</span>
        ) : (
          ""
        )}
      </span>
      {!isPublished && (
        <Tip label={t`Save`} keys={keys}>
          <Button
            aria-label={t`Save draft`}
            disabled={isBehind || (article !== null && !isChanged)}
            onClick={() => void save("draft")}
          >
            <FileDown size={15} aria-hidden className="sm:hidden" />
            <span className="max-sm:hidden">{t`Save draft`}</span>
          </Button>
        </Tip>
      )}
      {isPublished ? (
        <Tip label={t`Save`} keys={keys}>
          <Button
            weight="primary"
            isBusy={isBusy}
            disabled={isBehind || !isChanged}
            onClick={() => void save()}
          >
            {t`Save`}
          </Button>
        </Tip>
      ) : (
        <Button weight="primary" isBusy={isBusy} disabled={isBehind} onClick={() => void save("published")}>
          <CloudUpload size={15} aria-hidden />
          {t`Publish`}
        </Button>
      )}
      <More article={article} writing={writing} path={path} onHistory={onHistory} />
    </header>
  );
}

function Unsaved() {
  return (
    <>
      <span className="max-sm:hidden">{t`Not saved yet, kept on this device`}</span>
      <span className="sm:hidden">{t`Not saved`}</span>
    </>
  );
}

function More({ article, writing, path, onHistory }: ArticleBarProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const { isChanged, isBehind, discard, save } = writing;
  if (!article && !isChanged) return null;

  async function remove(id: number): Promise<void> {
    try {
      await must(api.DELETE("/api/v1/kb/articles/{article_id}", { params: { path: { article_id: id } } }));
    } catch (error) {
      return sayProblem(error);
    }
    forgetArticleDraft(String(id));
    say(t`The article is deleted`);
    await navigate({ to: "/knowledge" });
    client.removeQueries({ queryKey: articleKey(String(id)) });
    void client.invalidateQueries({ queryKey: articlesKey });
  }

  return (
    <>
      <Menu
        align="end"
        trigger={
          <button
            type="button"
            aria-label={t`More`}
            className="text-soft hover:bg-hover hover:text-ink inline-flex size-8 shrink-0 items-center justify-center rounded-lg"
          >
            <Ellipsis size={18} />
          </button>
        }
      >
        {path && (
          <MenuItem
            icon={<SquareArrowOutUpRight size={15} />}
            onChoose={() => void window.open(path, "_blank", "noopener")}
          >
            {t`See it as customers do`}
          </MenuItem>
        )}
        {article && (
          <MenuItem icon={<History size={15} />} onChoose={onHistory}>
            {t`Versions`}
          </MenuItem>
        )}
        {isChanged && (
          <MenuItem icon={<Undo2 size={15} />} onChoose={discard}>
            {article ? t`Discard what is not saved` : t`Discard`}
          </MenuItem>
        )}
        {article?.state === "published" && !isBehind && (
          <MenuItem icon={<EyeOff size={15} />} onChoose={() => void save("draft")}>
            {t`Make it a draft again`}
          </MenuItem>
        )}
        {article && (
          <>
            <MenuLine />
            <MenuItem icon={<Trash2 size={15} />} isDanger onChoose={() => setDeleting(true)}>
              {t`Delete`}
            </MenuItem>
          </>
        )}
      </Menu>
      {article && (
        <Removal
          isOpen={isDeleting}
          title={t`Delete this article?`}
          description={t`“${article.title}” is gone for good, with all its versions. Nothing finds it any more. To take it from customers only, make it a draft.`}
          onClose={() => setDeleting(false)}
          onRemove={() => void remove(article.id)}
        />
      )}
    </>
  );
}
