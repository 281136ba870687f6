// Beside the text: where the article stands, by which words it is found, and what it is called in addresses.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { useId } from "react";
import type { Article } from "@/api/types";
import { fullTime } from "@/time";
import { InputField, SelectField } from "@/ui/field";
import type { ArticleText } from "./article_text";
import { categoriesQuery } from "./queries";
import { TagsField } from "./tags_field";
import { languageName } from "./words";

/** Those that customers are most often written to in; another one of an import stays. */
const languages =
  "ar bg cs da de el en es et fi fr he hi hr hu id it ja ko lt lv nb nl pl pt pt-BR ro ru sk sl sr sv th tr uk vi zh".split(
    " ",
  );

interface ArticleSettingsProps {
  article: Article | null;
  text: ArticleText;
  fields: Record<string, string>;
  onChange: (change: Partial<ArticleText>) => void;
}

export function ArticleSettings({ article, text, fields, onChange }: ArticleSettingsProps) {
  const categories = useQuery(categoriesQuery).data ?? [];
  const list = useId();
  const choices = [...new Set([...languages, ...(text.language ? [text.language] : [])])]
    .map((tag) => ({ tag, name: languageName(tag) }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  return (
    <aside
      aria-label={t`About the article`}
      className="border-line grid shrink-0 content-start gap-4 px-8 pt-6 pb-10 max-lg:border-t max-md:px-4 lg:w-76 lg:overflow-y-auto lg:border-l lg:px-5"
    >
      <InputField
        label={t`Category`}
        list={list}
        value={text.category}
        maxLength={100}
        autoComplete="off"
        isOptional={t`optional`}
        error={fields.category}
        onChange={(event) => onChange({ category: event.target.value })}
      />
      <datalist id={list}>
        {categories.map((category) => (
          <option key={category}>{category}</option>
        ))}
      </datalist>
      <TagsField tags={text.tags} error={fields.tags} onChange={(tags) => onChange({ tags })} />
      <SelectField
        label={t`Language`}
        value={text.language}
        error={fields.language}
        onChange={(event) => onChange({ language: event.target.value })}
      >
        <option value="">{t`Not said`}</option>
        {choices.map(({ tag, name }) => (
          <option key={tag} value={tag}>
            {name}
          </option>
        ))}
      </SelectField>
      <InputField
        label={t`Name in addresses`}
        value={text.slug}
        maxLength={80}
        autoComplete="off"
        spellCheck={false}
        placeholder={article ? article.slug : t`made of the title`}
        error={fields.slug}
        help={article ? t`With a new one, links to the old one lead nowhere.` : undefined}
        onChange={(event) => onChange({ slug: event.target.value })}
      />
      {article && <Facts article={article} />}
    </aside>
  );
}

function Facts({ article: { created_at, updated_at, source_url } }: { article: Article }) {
  return (
    <dl className="text-faint grid gap-1 text-xs">
      <div className="flex gap-1.5">
        <dt>{t`Changed`}</dt>
        <dd>{fullTime(updated_at)}</dd>
      </div>
      <div className="flex gap-1.5">
        <dt>{t`Written`}</dt>
        <dd>{fullTime(created_at)}</dd>
      </div>
      {source_url && (
        <div className="flex min-w-0 gap-1.5">
          <dt className="shrink-0">{t`From`}</dt>
          <dd className="min-w-0">
            <a
              href={source_url}
              target="_blank"
              rel="noreferrer noopener"
              className="block truncate underline underline-offset-2"
            >
              {source_url}
            </a>
          </dd>
        </div>
      )}
    </dl>
  );
}
