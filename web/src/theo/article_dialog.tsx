// Makes an article out of an agent's answer and shows the draft, before anybody goes on to edit and publish it.
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { FileX } from "lucide-react";
import { primaryLink } from "@/knowledge/links";
import { Button } from "@/ui/button";
import { Modal } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty_state";
import { Markdown } from "@/ui/markdown";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { type MadeArticle, useMadeArticle } from "./made_article";

/** `messageId` is the answer; null while nothing is shown. */
export function ArticleDialog({ messageId, onClose }: { messageId: string | null; onClose: () => void }) {
  const made = useMadeArticle(messageId);
  return (
    <Modal
      isOpen={messageId !== null}
      onClose={onClose}
      title={t`An article from this answer`}
      description={
        made.article?.state === "published"
          ? t`It is published.`
          : t`A draft: nobody sees it until it is published.`
      }
      width="max-w-xl"
    >
      {messageId && <Review made={made} onClose={onClose} />}
    </Modal>
  );
}

function Review({ made, onClose }: { made: MadeArticle; onClose: () => void }) {
  const { article, isGone, error } = made;
  if (isGone) return <Gone onAgain={made.makeAnew} />;
  if (error) return <Problem error={error} onRetry={made.retry} />;
  return (
    <>
      <div
        role="region"
        aria-label={t`The article`}
        tabIndex={0}
        className="focus-inset min-h-28 grow overflow-y-auto px-6 pt-3 pb-4"
      >
        {article ? (
          <>
            <h3 dir="auto" className="mb-2 text-base font-semibold">
              {article.title}
            </h3>
            <Markdown source={article.content} />
          </>
        ) : (
          <div role="status" aria-label={t`Writing the draft`} className="grid gap-2.5 pt-1">
            <Skeleton className="h-4 w-2/5" />
            <Skeleton className="h-3 w-11/12" />
            <Skeleton className="h-3 w-3/5" />
          </div>
        )}
      </div>
      <div className="border-line flex justify-end gap-2 border-t px-6 py-3">
        <Button weight="quiet" onClick={onClose}>
          {t`Later`}
        </Button>
        {article && (
          <Link to="/knowledge/$article" params={{ article: String(article.id) }} className={primaryLink}>
            {t`Open in the editor`}
          </Link>
        )}
      </div>
    </>
  );
}

function Gone({ onAgain }: { onAgain: () => void }) {
  return (
    <EmptyState
      icon={<FileX size={22} />}
      title={t`This article is gone`}
      action={
        <Button weight="primary" onClick={onAgain}>
          {t`Make it anew`}
        </Button>
      }
    >
      {t`It was made before, and somebody has deleted it.`}
    </EmptyState>
  );
}
