// Where customers read: the help centre's own page, and an article's, on this server. Pure.
import type { Article, HelpCentre } from "@/api/types";

/** Null where nobody may see it, or there is nothing to see yet. */
export function helpPath(centre: HelpCentre | undefined): string | null {
  return centre?.is_public && centre.slug ? `/help/${encodeURIComponent(centre.slug)}` : null;
}

export function articlePath(centre: HelpCentre | undefined, { state, slug }: Article): string | null {
  const path = helpPath(centre);
  return path && state === "published" ? `${path}/articles/${encodeURIComponent(slug)}` : null;
}
