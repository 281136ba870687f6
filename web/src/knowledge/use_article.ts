// The life of an article in the editor: what is typed is kept on this browser until the server has it.
import { notifyManager, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { useEffect, useRef, useState } from "react";
import { api, must } from "@/api/client";
import { Failure } from "@/api/failure";
import type { Article, ArticleState } from "@/api/types";
import { say } from "@/ui/toasts";
import {
  type ArticleDraft,
  type Beginning,
  forgetArticleDraft,
  keepArticleDraft,
  newName,
  readArticleDraft,
  useArticleDraft,
} from "./article_drafts";
import { type ArticleText, blank, bodyOf, isSame, textOf } from "./article_text";
import { createArticle } from "./create_article";
import { articleKey, articlesKey, helpCentreQuery } from "./queries";

export interface Writing {
  text: ArticleText;
  /** Something was typed that the server does not have. */
  isChanged: boolean;
  /** Somebody else saved it since the typing began. */
  isBehind: boolean;
  isBusy: boolean;
  error: unknown;
  fields: Record<string, string>;
  write: (change: Partial<ArticleText>) => void;
  save: (state?: ArticleState) => Promise<void>;
  /** What was typed goes, with a way back. */
  discard: () => void;
  /** What was typed is to stand, whatever somebody else has saved. */
  insist: () => void;
}

export function useArticle(article: Article | null, beginning: Beginning): Writing {
  const client = useQueryClient();
  const navigate = useNavigate();
  const isHere = useIsHere();
  const name = article ? String(article.id) : newName(beginning);
  const saved = article ? textOf(article) : { ...blank, title: beginning.title ?? "" };
  const { draft, text, version } = standing(useArticleDraft(name), article, saved);
  const isBehind = article !== null && article.version !== version;
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [missing, setMissing] = useState<Record<string, string>>({});

  function write(change: Partial<ArticleText>): void {
    const now = readArticleDraft(name);
    const next = { ...(now?.text ?? saved), ...change };
    if (!isBehind && isSame(next, saved)) forgetArticleDraft(name);
    else keepArticleDraft(name, { text: next, version, sent: now?.sent });
    setMissing({});
  }

  async function send(state: ArticleState, of: Standing): Promise<Article> {
    const body = { ...bodyOf(of.text), state };
    if (!article)
      return createArticle(body, of.draft?.sent, (sent) => {
        const now = readArticleDraft(name);
        if (now) keepArticleDraft(name, { ...now, sent });
      });
    const params = { path: { article_id: String(article.id) } };
    const change = {
      ...body,
      slug: body.slug ?? undefined,
      ...(of.version !== null && { version: of.version }),
    };
    return must(api.PUT("/api/v1/kb/articles/{article_id}", { params, body: change }));
  }

  /** What was typed while it was sent is a change of what is saved now; the rest is there no more. */
  function leave(answer: Article, sent: ArticleText): void {
    const now = readArticleDraft(name);
    const isNewer = now !== null && !isSame(now.text, sent);
    if (isNewer) keepArticleDraft(String(answer.id), { text: now.text, version: answer.version });
    if (!isNewer || !article) forgetArticleDraft(name);
  }

  async function settle(answer: Article, sent: ArticleText): Promise<void> {
    client.setQueryData(articleKey(String(answer.id)), answer);
    void client.invalidateQueries({ queryKey: articlesKey });
    void client.invalidateQueries({ queryKey: ["knowledge", "categories"] });
    void client.invalidateQueries({ queryKey: ["knowledge", "help-centre"] });
    void client.invalidateQueries({ queryKey: [...articleKey(String(answer.id)), "versions"] });
    if (!article && isHere.current)
      await navigate({ to: "/knowledge/$article", params: { article: String(answer.id) }, replace: true });
    // Not before the screen has heard of what is saved: it would show what was there before, and move the caret.
    notifyManager.schedule(() => leave(answer, sent));
  }

  async function save(state: ArticleState = article?.state ?? "draft"): Promise<void> {
    // What was typed with the same key press is not on the screen yet.
    const now = standing(readArticleDraft(name), article, saved);
    const lacks = lacking(now.text);
    setMissing(lacks);
    setError(null);
    if (isBusy || Object.keys(lacks).length > 0) return;
    if (article && !now.draft && state === article.state) return;
    setBusy(true);
    try {
      const answer = await send(state, now);
      await settle(answer, now.text);
      const centre = client.getQueryData(helpCentreQuery.queryKey);
      say(spoken(article?.state, answer.state, centre?.is_public ?? false));
    } catch (problem) {
      setError(problem);
      // Somebody was faster, or it is gone: what it is now is shown beside what was typed.
      if (article && problem instanceof Failure && [404, 409].includes(problem.status))
        await client.invalidateQueries({ queryKey: articleKey(String(article.id)), exact: true });
    } finally {
      setBusy(false);
    }
  }

  function discard(): void {
    const now = readArticleDraft(name);
    forgetArticleDraft(name);
    setError(null);
    if (now) say(t`What you typed is gone`, () => keepArticleDraft(name, now));
  }

  function insist(): void {
    setError(null);
    if (article) keepArticleDraft(name, { text, version: article.version });
  }

  const fields = { ...refused(error), ...missing };
  return { text, isChanged: draft !== null, isBehind, isBusy, error, fields, write, save, discard, insist };
}

interface Standing {
  draft: ArticleDraft | null;
  text: ArticleText;
  version: number | null;
}

/** What the editor holds: what was typed, or else what is saved. */
function standing(kept: ArticleDraft | null, article: Article | null, saved: ArticleText): Standing {
  // What somebody else has saved meanwhile may be the same.
  const draft = kept && !isSame(kept.text, saved) ? kept : null;
  return { draft, text: draft?.text ?? saved, version: draft ? draft.version : (article?.version ?? null) };
}

/** Whether who writes is still at it. */
function useIsHere(): { readonly current: boolean } {
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return isHere;
}

/** What the server said about each field; a whole refusal is about the slug, which another article has. */
function refused(error: unknown): Record<string, string> {
  if (!(error instanceof Failure)) return {};
  return error.status === 400 ? { slug: error.message } : error.fields;
}

function lacking({ title, content }: ArticleText): Record<string, string> {
  return {
    ...(title.trim() === "" && { title: t`Give it a title.` }),
    ...(content.trim() === "" && { content: t`Write what it says.` }),
  };
}

function spoken(before: ArticleState | undefined, now: ArticleState, isPublic: boolean): string {
  if (before === now) return t`Saved`;
  if (now === "published") return isPublic ? t`Published: customers can read it now` : t`Published`;
  return before === "published" ? t`It is a draft again: customers can't read it` : t`Saved as a draft`;
}
