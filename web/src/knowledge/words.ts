// How states of articles and imports are called.
import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import type { Article, Import, ImportItem } from "@/api/types";
import type { Show } from "./article_filter";

export function showName(show: Show): string {
  const names: Record<Show, string> = {
    published: t`Published`,
    draft: t`Drafts`,
    waiting: t`Being indexed`,
    failed: t`Not indexed`,
  };
  return names[show];
}

/** Where an article stands: what colleagues and customers can find of it. */
export function articleStateName({ state, index_state }: Pick<Article, "state" | "index_state">): string {
  if (state === "draft") return t`Draft`;
  if (index_state === "waiting") return t`Being indexed`;
  return index_state === "failed" ? t`Not indexed` : t`Published`;
}

export function importStateName(state: Import["state"]): string {
  const names: Record<Import["state"], string> = {
    waiting: t`Waiting`,
    running: t`Running`,
    done: t`Done`,
    failed: t`Failed`,
    cancelled: t`Cancelled`,
  };
  return names[state];
}

export function itemStateName(state: ImportItem["state"]): string {
  const names: Record<ImportItem["state"], string> = {
    waiting: t`Waiting`,
    created: t`New`,
    updated: t`Updated`,
    unchanged: t`Unchanged`,
    failed: t`Failed`,
    skipped: t`Left out`,
  };
  return names[state];
}

/** The name of a language in the reader's own, or its tag where nobody knows it. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames([i18n.locale || "en"], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
