// Where an answer stands: the titles of the articles, each leading there in a page of its own.
import { t } from "@lingui/core/macro";
import { FileText } from "lucide-react";
import type { Citation, Source } from "@/api/types";

interface Place {
  title: string;
  address: string;
  quote?: string;
}

/** An article's page in the app. */
export function citedPlaces(citations: Citation[]): Place[] {
  const places = new Map(
    citations.map(({ article_id, title, quote }) => [
      article_id,
      { title, quote, address: `/knowledge/${article_id}` },
    ]),
  );
  return [...places.values()];
}

/** Its page in the help centre, as the customer was shown it. */
export function shownPlaces(sources: Source[]): Place[] {
  return sources.map(({ title, path }) => ({ title, address: path }));
}

export function SourceLinks({ places }: { places: Place[] }) {
  if (places.length === 0) return null;
  return (
    <ul aria-label={t`Sources`} className="flex min-w-0 flex-wrap items-center gap-1.5">
      {places.map(({ title, address, quote }) => (
        <li key={address} className="min-w-0">
          <a
            href={address}
            target="_blank"
            rel="noreferrer"
            title={quote}
            className="border-line-strong/70 text-soft hover:text-ink hover:bg-hover inline-flex h-6 max-w-64 items-center gap-1.5 rounded-md border px-2 text-xs font-medium"
          >
            <FileText size={12} aria-hidden className="shrink-0" />
            <bdi className="truncate">{title}</bdi>
          </a>
        </li>
      ))}
    </ul>
  );
}
