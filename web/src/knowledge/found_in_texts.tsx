// Below the titles that fit: published articles that say it in their text, each with the passage that fits best.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import type { Article } from "@/api/types";
import { foundQuery } from "./queries";

export function FoundInTexts({ q, shown }: { q: string; shown: Article[] }) {
  const found = useQuery(foundQuery(q)).data ?? [];
  const others = found.filter(({ id }) => !shown.some((article) => article.id === id));
  if (others.length === 0) return null;
  return (
    <section className="mt-7">
      <h2 className="text-base font-semibold">{t`In the texts of published articles`}</h2>
      <ul aria-label={t`Found in texts`} className="divide-line border-line mt-3 divide-y rounded-xl border">
        {others.map(({ id, title, headings, passage }) => (
          <li key={id} className="hover:bg-hover relative px-4 py-3">
            <Link
              to="/knowledge/$article"
              params={{ article: String(id) }}
              data-article
              className="focus-inset block truncate rounded text-sm font-semibold after:absolute after:inset-0"
              dir="auto"
            >
              {title}
            </Link>
            <p className="text-faint mt-0.5 line-clamp-2 text-xs" dir="auto">
              <Way headings={headings.filter((heading) => heading !== title)} />
              {passage}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Way({ headings }: { headings: string[] }) {
  if (headings.length === 0) return null;
  return <b className="font-semibold">{headings.join(" › ")} · </b>;
}
