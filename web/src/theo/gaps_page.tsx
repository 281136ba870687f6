// What customers ask and no article answers, the most frequent first: write the article, or put the question aside.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { plural, t } from "@lingui/core/macro";
import { BookOpenCheck, PenLine } from "lucide-react";
import { api, must } from "@/api/client";
import type { ArticleGap } from "@/api/types";
import { ago } from "@/time";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty_state";
import { Section } from "@/ui/page";
import { Problem } from "@/ui/problem";
import { useNow } from "@/ui/screen";
import { Skeleton } from "@/ui/skeleton";
import { say, sayProblem } from "@/ui/toasts";
import { gapsQuery } from "./queries";
import { TheoFrame } from "./theo_frame";

export function GapsPage() {
  const query = useQuery(gapsQuery);
  const gaps = query.data ?? [];
  return (
    <TheoFrame>
      <Section title={t`No article answers this`} lead={t`What customers ask and Theo finds nothing about.`}>
        {query.isError ? (
          <Problem error={query.error} onRetry={() => void query.refetch()} />
        ) : query.isPending ? (
          <Skeleton className="h-40 w-full rounded-xl" />
        ) : gaps.length === 0 ? (
          <EmptyState icon={<BookOpenCheck size={22} />} title={t`No gaps`}>
            {t`What customers ask and no article answers is gathered here, so that you know what to write next.`}
          </EmptyState>
        ) : (
          <ul className="divide-line border-line divide-y rounded-xl border">
            {gaps.map((gap) => (
              <Gap key={gap.id} gap={gap} />
            ))}
          </ul>
        )}
      </Section>
    </TheoFrame>
  );
}

function Gap({ gap }: { gap: ArticleGap }) {
  const client = useQueryClient();
  const { id, question, asked, asked_at, conversation_id } = gap;
  const last = ago(asked_at, useNow());
  const times = plural(asked, { one: "Asked once", other: "Asked # times" });

  async function dismiss(): Promise<void> {
    const { queryKey } = gapsQuery;
    client.setQueryData(queryKey, (before) => before?.filter((one) => one.id !== id));
    try {
      await must(api.DELETE("/api/v1/ai/gaps/{gap_id}", { params: { path: { gap_id: id } } }));
      say(t`Put aside`);
    } catch (error) {
      sayProblem(error);
    }
    await client.invalidateQueries({ queryKey });
  }

  return (
    <li className="flex items-start gap-x-4 gap-y-3 p-4 max-sm:flex-col">
      <div className="min-w-0 grow">
        <p dir="auto" className="font-semibold break-words">
          {question}
        </p>
        <p className="text-faint mt-0.5 text-sm">
          {times} · {asked > 1 ? t`last ${last}` : last}
          {conversation_id && (
            <>
              {" · "}
              <Link
                to="/inbox/$view/{-$conversation}"
                params={{ view: "all", conversation: conversation_id }}
                className="text-accent font-medium underline"
              >
                {t`See the conversation`}
              </Link>
            </>
          )}
        </p>
      </div>
      <div className="flex shrink-0 gap-2">
        <Link
          to="/knowledge/new"
          search={{ title: question.slice(0, 300) }}
          aria-label={t`Write an article: ${question}`}
          className="bg-raised text-ink border-line-strong/70 hover:bg-hover shadow-card inline-flex h-7 items-center gap-1.5 rounded-lg border px-2.5 text-sm font-medium whitespace-nowrap"
        >
          <PenLine size={14} aria-hidden />
          {t`Write an article`}
        </Link>
        <Button
          size="small"
          weight="quiet"
          aria-label={t`Dismiss: ${question}`}
          onClick={() => void dismiss()}
        >
          {t`Dismiss`}
        </Button>
      </div>
    </li>
  );
}
