// The pieces of articles that were found for a question, the best first.
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import type { TriedQuestion } from "@/api/types";
import { Section } from "@/ui/page";

export function FoundPassages({ passages }: { passages: TriedQuestion["passages"] }) {
  const best = Math.max(...passages.map(({ score }) => score), 1);
  return (
    <Section
      title={t`What he found`}
      lead={t`The passages that fit best. Scores compare within one question only.`}
    >
      {passages.length === 0 ? (
        <p className="border-line text-soft rounded-xl border border-dashed p-8 text-center text-pretty">
          {t`No article says anything about it.`}
        </p>
      ) : (
        <ol aria-label={t`Passages`} className="divide-line border-line divide-y rounded-xl border">
          {passages.map(({ article_id, title, headings, text, score }, at) => (
            // An article may have been found with two passages that say the same.
            <li key={at} className="grid gap-1 p-4">
              <div className="flex items-center gap-4">
                <Link
                  to="/knowledge/$article"
                  params={{ article: String(article_id) }}
                  dir="auto"
                  className="text-accent min-w-0 grow truncate text-sm font-semibold underline"
                >
                  {[title, ...headings.filter((heading) => heading !== title)].join(" › ")}
                </Link>
                <span aria-hidden className="bg-hover h-1.5 w-16 shrink-0 overflow-hidden rounded-full">
                  <span className="bg-accent block h-full" style={{ width: `${(score / best) * 100}%` }} />
                </span>
                <span className="text-faint tabular shrink-0 text-xs">
                  <span className="sr-only">{t`Score`} </span>
                  {score.toFixed(2)}
                </span>
              </div>
              <p dir="auto" className="text-soft line-clamp-3 text-sm">
                {text}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
