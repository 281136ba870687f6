// Where an article stands, as a small coloured word.
import type { Article } from "@/api/types";
import { classes } from "@/ui/classes";
import { articleStateName } from "./words";

export function ArticlePill({ article }: { article: Pick<Article, "state" | "index_state"> }) {
  const { state, index_state } = article;
  return (
    <span
      className={classes(
        "inline-flex h-5 shrink-0 items-center rounded-full px-2 text-xs font-semibold",
        state === "draft" && "bg-hover text-soft",
        state === "published" && index_state === "waiting" && "bg-note text-note-ink",
        state === "published" && index_state === "failed" && "bg-danger-soft text-danger",
        state === "published" && index_state === "indexed" && "bg-accent-soft text-accent",
      )}
    >
      {articleStateName(article)}
    </span>
  );
}
