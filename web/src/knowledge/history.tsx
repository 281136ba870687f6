// What an article said before: its versions, what each changed, and a way back to one.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { api, must } from "@/api/client";
import type { Article, ArticleVersion } from "@/api/types";
import { fullTime } from "@/time";
import { Article as ArticleText } from "@/ui/article";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { Modal } from "@/ui/dialog";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { say, sayProblem } from "@/ui/toasts";
import { Changes } from "./changes";
import { articleKey, articlesKey, versionQuery, versionsQuery } from "./queries";

interface HistoryProps {
  article: Article;
  isOpen: boolean;
  /** Something was typed that going back would leave behind. */
  isUnsaved: boolean;
  onClose: () => void;
}

export function History({ article, isOpen, isUnsaved, onClose }: HistoryProps) {
  return (
    <Modal
      isOpen={isOpen}
      onClose={onClose}
      title={t`Versions`}
      description={article.title}
      width="max-w-3xl"
    >
      <Versions article={article} isUnsaved={isUnsaved} onClose={onClose} />
    </Modal>
  );
}

function Versions({ article, isUnsaved, onClose }: Omit<HistoryProps, "isOpen">) {
  const query = useQuery(versionsQuery(String(article.id)));
  const [chosen, setChosen] = useState<number | null>(null);
  const [isChanges, setChanges] = useState(false);
  if (query.isPending) return <Skeleton className="m-6 h-64 rounded-xl" />;
  if (!query.data) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  const versions = query.data;
  const at = Math.max(
    0,
    versions.findIndex(({ version }) => version === chosen),
  );
  const version = versions[at];
  return (
    <div className="border-line mt-3 grid min-h-0 grow grid-rows-[auto_minmax(0,1fr)] border-t md:grid-cols-[13rem_minmax(0,1fr)] md:grid-rows-1">
      <ul
        aria-label={t`Versions`}
        className="border-line flex gap-1 overflow-auto p-2 max-md:border-b md:flex-col md:border-r"
      >
        {versions.map((one, index) => (
          <VersionChoice
            key={one.version}
            version={one}
            isNewest={index === 0}
            isChosen={index === at}
            onChoose={() => setChosen(one.version)}
          />
        ))}
      </ul>
      {version && (
        <OneVersion
          key={version.version}
          article={article}
          version={version}
          before={versions[at + 1]?.version ?? null}
          isNewest={at === 0}
          isUnsaved={isUnsaved}
          isChanges={isChanges}
          onChanges={setChanges}
          onRestored={onClose}
        />
      )}
    </div>
  );
}

function VersionChoice({
  version: { version, author_name, created_at },
  isNewest,
  isChosen,
  onChoose,
}: {
  version: ArticleVersion;
  isNewest: boolean;
  isChosen: boolean;
  onChoose: () => void;
}) {
  return (
    <li className="shrink-0">
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className={classes(
          "focus-inset w-full rounded-lg px-3 py-2 text-left",
          isChosen ? "bg-hover" : "hover:bg-hover",
        )}
      >
        <span className="block text-sm font-semibold">
          {isNewest ? t`Version ${version}, now` : t`Version ${version}`}
        </span>
        <span className="text-soft block truncate text-xs">{author_name ?? t`Import`}</span>
        <span className="text-soft block text-xs whitespace-nowrap">{fullTime(created_at)}</span>
      </button>
    </li>
  );
}

interface OneVersionProps {
  article: Article;
  version: ArticleVersion;
  /** The number of the one before. */
  before: number | null;
  isNewest: boolean;
  isUnsaved: boolean;
  isChanges: boolean;
  onChanges: (isChanges: boolean) => void;
  onRestored: () => void;
}

function OneVersion({
  article,
  version,
  before,
  isNewest,
  isUnsaved,
  isChanges: isWanted,
  onChanges,
  onRestored,
}: OneVersionProps) {
  const client = useQueryClient();
  const id = String(article.id);
  const [isBusy, setBusy] = useState(false);
  const isChanges = isWanted && before !== null;
  const query = useQuery(versionQuery(id, version.version));

  async function restore(): Promise<void> {
    setBusy(true);
    try {
      const params = { path: { article_id: id, version: version.version } };
      const now = await must(
        api.POST("/api/v1/kb/articles/{article_id}/versions/{version}/restore", { params }),
      );
      client.setQueryData(articleKey(id), now);
      void client.invalidateQueries({ queryKey: [...articleKey(id), "versions"] });
      void client.invalidateQueries({ queryKey: articlesKey });
      say(t`It says again what it said in version ${version.version}`);
      onRestored();
    } catch (error) {
      sayProblem(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="flex min-h-0 min-w-0 flex-col">
      <div className="flex flex-wrap items-center gap-2 px-5 py-2.5">
        <div role="group" aria-label={t`What to show`} className="flex gap-1">
          <Button
            size="small"
            weight={isChanges ? "quiet" : "secondary"}
            aria-pressed={!isChanges}
            onClick={() => onChanges(false)}
          >
            {t`Text`}
          </Button>
          {before !== null && (
            <Button
              size="small"
              weight={isChanges ? "secondary" : "quiet"}
              aria-pressed={isChanges}
              onClick={() => onChanges(true)}
            >
              {t`What changed`}
            </Button>
          )}
        </div>
        {!isNewest && (
          <Button
            size="small"
            weight="primary"
            className="ms-auto"
            isBusy={isBusy}
            disabled={isUnsaved}
            onClick={() => void restore()}
          >
            <RotateCcw size={14} aria-hidden />
            {t`Go back to this`}
          </Button>
        )}
      </div>
      {!isNewest && isUnsaved && (
        <p className="text-ping-ink px-5 pb-2 text-xs font-medium">
          {t`Save or discard what you typed before you go back.`}
        </p>
      )}
      <div
        role="region"
        aria-label={t`What it said`}
        // What is longer than the dialog is read with the keys too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="focus-inset min-h-0 grow overflow-y-auto px-5 pb-6"
      >
        {query.isPending ? (
          <Skeleton className="h-40 w-full rounded-xl" />
        ) : !query.data ? (
          <Problem error={query.error} onRetry={() => void query.refetch()} />
        ) : isChanges ? (
          <Since id={id} before={before} title={query.data.title} content={query.data.content} />
        ) : (
          <>
            <p className="font-display mb-3 text-xl font-semibold" dir="auto">
              {query.data.title}
            </p>
            <ArticleText source={query.data.content} lang={query.data.language ?? undefined} />
          </>
        )}
      </div>
    </div>
  );
}

function Since({
  id,
  before,
  title,
  content,
}: {
  id: string;
  before: number;
  title: string;
  content: string;
}) {
  const query = useQuery(versionQuery(id, before));
  if (query.isPending) return <Skeleton className="h-40 w-full rounded-xl" />;
  if (!query.data) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return <Changes before={`${query.data.title}\n\n${query.data.content}`} after={`${title}\n\n${content}`} />;
}
