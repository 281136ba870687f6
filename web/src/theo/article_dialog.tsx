// Makes an article out of an agent's answer and shows the draft, before anybody goes on to edit and publish it.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { api, must } from "@/api/client";
import { primaryLink } from "@/knowledge/links";
import { Button } from "@/ui/button";
import { Modal } from "@/ui/dialog";
import { Markdown } from "@/ui/markdown";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";

/** `messageId` is the answer; null while nothing is shown. */
export function ArticleDialog({ messageId, onClose }: { messageId: string | null; onClose: () => void }) {
  return (
    <Modal
      isOpen={messageId !== null}
      onClose={onClose}
      title={t`An article from this answer`}
      description={t`A draft: nobody sees it until it is published.`}
      width="max-w-xl"
    >
      {messageId && <Review messageId={messageId} onClose={onClose} />}
    </Modal>
  );
}

function Review({ messageId, onClose }: { messageId: string; onClose: () => void }) {
  const query = useQuery({
    // Made once: who looks again sees the same draft.
    queryKey: ["theo", "article", messageId],
    queryFn: () => must(api.POST("/api/v1/ai/articles", { body: { message_id: messageId } })),
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
  });
  if (query.isError) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  const article = query.data;
  return (
    <>
      <div
        role="region"
        aria-label={t`The draft`}
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
