// What the list of articles is narrowed to: as it stands in the address, and as the server is asked. Pure.

export const shows = ["published", "draft", "waiting", "failed"] as const;
/** Articles in this state, or in this state of the index. */
export type Show = (typeof shows)[number];

export interface ArticleSearch {
  q?: string;
  show?: Show;
  category?: string;
  tag?: string;
}

export interface ArticleFilter {
  q?: string;
  state?: "draft" | "published";
  index_state?: "waiting" | "failed";
  category?: string;
  tag?: string;
}

/** What is refused is said to be undefined: what is not named would stay as it stands in the address. */
export function readArticleSearch(search: Record<string, unknown>): ArticleSearch {
  return {
    q: text(search.q, 200),
    show: shows.find((one) => one === search.show),
    category: text(search.category, 100),
    tag: text(search.tag, 64),
  };
}

export function filterOf({ q, show, category, tag }: ArticleSearch): ArticleFilter {
  return {
    ...(q && { q }),
    ...((show === "published" || show === "draft") && { state: show }),
    ...((show === "waiting" || show === "failed") && { index_state: show }),
    ...(category && { category }),
    ...(tag && { tag }),
  };
}

/** A number in an address is read as one: “404” is a title too. */
function text(value: unknown, most: number): string | undefined {
  const said = typeof value === "number" ? String(value) : value;
  return typeof said === "string" && said.trim() ? said.slice(0, most) : undefined;
}
