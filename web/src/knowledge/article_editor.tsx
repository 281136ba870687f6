// Writes an article: the text on one side, what else is said of it on the other, saving above both.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { type KeyboardEvent, useState } from "react";
import type { Article } from "@/api/types";
import { classes } from "@/ui/classes";
import { FormProblem } from "@/ui/problem";
import { ArticleBar } from "./article_bar";
import type { Beginning } from "./article_drafts";
import { articlePath } from "./help_path";
import { ArticleSettings } from "./article_settings";
import { NotIndexed } from "./article_row";
import { ChangedMeanwhile } from "./changed_meanwhile";
import { ContentField } from "./content_field";
import { History } from "./history";
import { helpCentreQuery } from "./queries";
import { isSaving } from "./save_keys";
import { useArticle } from "./use_article";

interface ArticleEditorProps {
  article: Article | null;
  /** What it begins with, if it is new. */
  beginning?: Beginning;
}

export function ArticleEditor({ article, beginning = {} }: ArticleEditorProps) {
  const writing = useArticle(article, beginning);
  const { text, isChanged, isBehind, fields, error, write } = writing;
  const centre = useQuery(helpCentreQuery).data;
  const [isLookingBack, setLookingBack] = useState(false);

  function press(event: KeyboardEvent): void {
    if (!isSaving(event)) return;
    event.preventDefault();
    void writing.save();
  }

  return (
    // Saving by keys works from every field in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label={t`Article`}
      onKeyDown={press}
      className="bg-surface flex h-full w-full min-w-0 flex-col"
    >
      <ArticleBar
        article={article}
        writing={writing}
        path={article && articlePath(centre, article)}
        onHistory={() => setLookingBack(true)}
      />
      <div className="flex min-h-0 grow flex-col overflow-y-auto lg:flex-row lg:overflow-hidden">
        <div className="flex min-w-0 flex-col gap-3 px-8 pt-5 pb-6 max-md:px-4 lg:min-h-0 lg:grow">
          {article && isBehind && isChanged && <ChangedMeanwhile article={article} writing={writing} />}
          {!isBehind && <FormProblem error={error} />}
          {article?.index_state === "failed" && <NotIndexed article={article} />}
          <div>
            <textarea
              // Whoever begins an article types its title first.
              autoFocus={!article && !beginning.title}
              aria-label={t`Title`}
              aria-invalid={fields.title ? true : undefined}
              aria-describedby={fields.title ? "article-title-problem" : undefined}
              placeholder={t`Title`}
              value={text.title}
              rows={1}
              maxLength={300}
              dir="auto"
              onChange={(event) => write({ title: event.target.value.replace(/\s*\n\s*/g, " ") })}
              onKeyDown={(event) =>
                event.key === "Enter" && !event.nativeEvent.isComposing && event.preventDefault()
              }
              className={classes(
                "font-display placeholder:text-faint field-sizing-content block w-full resize-none rounded-md bg-transparent text-2xl leading-9 font-semibold tracking-tight outline-none",
                "focus-visible:outline-accent focus-visible:outline-2 focus-visible:outline-offset-4",
              )}
            />
            {fields.title && (
              <p id="article-title-problem" className="text-danger mt-1 text-xs font-medium">
                {fields.title}
              </p>
            )}
          </div>
          <ContentField
            content={text.content}
            lang={text.language || undefined}
            error={fields.content}
            onChange={(content) => write({ content })}
          />
        </div>
        <ArticleSettings article={article} text={text} fields={fields} onChange={write} />
      </div>
      {article && (
        <History
          article={article}
          isOpen={isLookingBack}
          isUnsaved={isChanged}
          onClose={() => setLookingBack(false)}
        />
      )}
    </section>
  );
}
