// One article to be read and changed, or one to be written; and what to say where it is gone.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { FileX } from "lucide-react";
import { Failure } from "@/api/failure";
import { newKey } from "@/api/new_key";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty_state";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { forgetArticleDraft, keepArticleDraft, newName, useArticleDraft } from "./article_drafts";
import { ArticleEditor } from "./article_editor";
import { articleQuery } from "./queries";

const newRoute = getRouteApi("/workspace/knowledge/new");
const route = getRouteApi("/workspace/knowledge/$article");

export function NewArticlePage() {
  const beginning = newRoute.useSearch();
  return <ArticleEditor key={newName(beginning)} article={null} beginning={beginning} />;
}

export function ArticlePage() {
  const { article: id } = route.useParams();
  const query = useQuery(articleQuery(id));
  const isGone = query.error instanceof Failure && [404, 422].includes(query.error.status);
  if (isGone) return <Gone id={id} />;
  if (query.data) return <ArticleEditor key={query.data.id} article={query.data} />;
  if (query.isError)
    return (
      <div className="bg-surface h-full w-full">
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  return (
    <div className="bg-surface h-full w-full p-8">
      <Skeleton className="h-9 w-full max-w-xl" />
      <Skeleton className="mt-6 h-96 w-full rounded-xl" />
    </div>
  );
}

/** Deleted, or never there. What was typed into it can be written anew. */
function Gone({ id }: { id: string }) {
  const navigate = useNavigate();
  const draft = useArticleDraft(id);
  function rescue(): void {
    if (!draft) return;
    // Beside the others that were begun.
    const beginning = { draft: newKey() };
    keepArticleDraft(newName(beginning), { text: { ...draft.text, slug: "" }, version: null });
    forgetArticleDraft(id);
    void navigate({ to: "/knowledge/new", search: beginning });
  }
  return (
    <div className="bg-surface h-full w-full">
      <EmptyState
        icon={<FileX size={22} />}
        title={t`This article is gone`}
        action={
          draft ? (
            <Button weight="primary" onClick={rescue}>
              {t`Write it as a new article`}
            </Button>
          ) : (
            <Link to="/knowledge" className="text-accent font-semibold underline underline-offset-2">
              {t`All articles`}
            </Link>
          )
        }
      >
        {draft
          ? t`Somebody has deleted it. What you typed and have not saved is still here.`
          : t`Somebody may have deleted it.`}
      </EmptyState>
    </div>
  );
}
