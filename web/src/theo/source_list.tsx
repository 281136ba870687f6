// Where an answer stands: articles, each with the words that it was taken from.
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { FileText } from "lucide-react";
import type { TriedQuestion } from "@/api/types";

export function SourceList({ citations }: { citations: TriedQuestion["citations"] }) {
  return (
    <div>
      <h3 className="text-sm font-semibold">{t`Sources`}</h3>
      <ul className="mt-1.5 grid gap-1.5">
        {citations.map(({ article_id, title, quote }) => (
          <li key={`${article_id} ${quote}`} className="flex gap-2 text-sm">
            <FileText size={15} aria-hidden className="text-faint mt-0.5 shrink-0" />
            <span className="min-w-0" dir="auto">
              <Link
                to="/knowledge/$article"
                params={{ article: String(article_id) }}
                className="text-accent font-semibold underline"
              >
                {title}
              </Link>
              <span className="text-soft line-clamp-2">{quote}</span>
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
