// Brings a new article to the server once, however often its answer is lost. Knows neither the editor nor the drafts.
import { t } from "@lingui/core/macro";
import { api, must } from "@/api/client";
import { Failure } from "@/api/failure";
import { newKey } from "@/api/new_key";
import type { components } from "@/api/schema";
import type { Article, ArticleState } from "@/api/types";

type NewArticle = components["schemas"]["NewArticle"] & { state: ArticleState };

export interface SentArticle {
  /** Names it to the server, which takes it once under the same key and body. */
  key: string;
  body: NewArticle;
}

/** `earlier` is what was sent before without an answer; `keep` is told what to give here the next time. */
export async function createArticle(
  body: NewArticle,
  earlier: SentArticle | undefined,
  keep: (sent: SentArticle | undefined) => void,
): Promise<Article> {
  const sent = earlier ?? { key: newKey(), body };
  if (!earlier) keep(sent);
  const article = await post(sent, keep);
  if (JSON.stringify(sent.body) === JSON.stringify(body)) return article;
  // What was typed since is a change of what the server took then.
  return put(article, body, keep);
}

async function post({ key, body }: SentArticle, keep: (sent: undefined) => void): Promise<Article> {
  try {
    return await must(
      api.POST("/api/v1/kb/articles", { params: { header: { "Idempotency-Key": key } }, body }),
    );
  } catch (error) {
    const status = error instanceof Failure ? error.status : 0;
    if (status === 409)
      throw new Failure(
        status,
        t`The server has this article, but its answer was lost. Look for it in the list of articles.`,
      );
    // Refused: nothing was stored, and what is sent next is another article.
    if (status >= 400 && status < 500) keep(undefined);
    throw error;
  }
}

async function put(article: Article, body: NewArticle, keep: (sent: undefined) => void): Promise<Article> {
  const params = { path: { article_id: String(article.id) } };
  const change = { ...body, slug: body.slug ?? undefined, version: article.version };
  try {
    return await must(api.PUT("/api/v1/kb/articles/{article_id}", { params, body: change }));
  } catch (error) {
    if (error instanceof Failure && error.status === 404) keep(undefined);
    throw error;
  }
}
