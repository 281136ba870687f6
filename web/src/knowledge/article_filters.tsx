// Over the list: the search, and what the list is narrowed to.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { Search, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { focusPoints } from "@/conversations/focus_points";
import { inputClass } from "@/ui/field";
import { useTypedSearch } from "@/ui/use_typed_search";
import { type ArticleSearch, type Show, shows } from "./article_filter";
import { categoriesQuery } from "./queries";
import { showName } from "./words";

interface ArticleFiltersProps {
  search: ArticleSearch;
  onChange: (change: Partial<ArticleSearch>) => void;
}

export function ArticleFilters({ search, onChange }: ArticleFiltersProps) {
  const categories = useQuery(categoriesQuery).data ?? [];
  const { q, show, category, tag } = search;
  const { typed, type } = useTypedSearch(q ?? "", (wanted) => onChange({ q: wanted || undefined }));
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    focusPoints.search = () => field.current?.select();
    return () => {
      focusPoints.search = null;
    };
  }, []);
  return (
    <div className="flex flex-wrap gap-2">
      <label className="relative block max-w-md min-w-52 grow">
        <Search size={16} className="text-faint absolute top-3 left-3" aria-hidden />
        <input
          ref={field}
          type="search"
          aria-label={t`Search articles`}
          placeholder={t`Search titles and texts`}
          value={typed}
          maxLength={200}
          onChange={(event) => type(event.target.value)}
          className={`${inputClass} h-9.5 !pl-9.5`}
        />
      </label>
      <select
        aria-label={t`Which articles`}
        value={show ?? ""}
        onChange={(event) => onChange({ show: (event.target.value || undefined) as Show | undefined })}
        className={`${inputClass} h-9.5 !w-auto`}
      >
        <option value="">{t`All articles`}</option>
        {shows.map((one) => (
          <option key={one} value={one}>
            {showName(one)}
          </option>
        ))}
      </select>
      {(categories.length > 0 || category) && (
        <select
          aria-label={t`Category`}
          value={category ?? ""}
          onChange={(event) => onChange({ category: event.target.value || undefined })}
          className={`${inputClass} h-9.5 !w-auto max-w-48`}
        >
          <option value="">{t`All categories`}</option>
          {[...new Set([...categories, ...(category ? [category] : [])])].map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      )}
      {tag && (
        <button
          type="button"
          aria-label={t`All tags, not only #${tag}`}
          onClick={() => onChange({ tag: undefined })}
          className="bg-accent-soft text-accent inline-flex h-9.5 items-center gap-1.5 rounded-lg px-3 text-sm font-semibold"
        >
          <bdi>#{tag}</bdi>
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  );
}
