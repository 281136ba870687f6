// What somebody writes of an article, as the editor holds it, and what of it is sent. Pure.
import type { components } from "@/api/schema";
import type { Article } from "@/api/types";

export interface ArticleText {
  title: string;
  content: string;
  category: string;
  tags: string[];
  /** A BCP 47 tag, or nothing. */
  language: string;
  slug: string;
}

export const blank: ArticleText = { title: "", content: "", category: "", tags: [], language: "", slug: "" };

export function textOf({ title, content, category, tags, language, slug }: Article): ArticleText {
  return { title, content, category: category ?? "", tags, language: language ?? "", slug };
}

export function isSame(one: ArticleText, other: ArticleText): boolean {
  return (
    one.title === other.title &&
    one.content === other.content &&
    one.category === other.category &&
    one.language === other.language &&
    one.slug === other.slug &&
    one.tags.length === other.tags.length &&
    one.tags.every((tag, index) => tag === other.tags[index])
  );
}

/** A slug that is left out is made of the title, or stays. */
export function bodyOf(text: ArticleText): components["schemas"]["NewArticle"] {
  const slug = text.slug.trim();
  return {
    title: text.title.trim(),
    content: text.content,
    category: text.category.trim() || null,
    tags: text.tags,
    language: text.language || null,
    ...(slug && { slug }),
  };
}

export const mostTags = 20;

/** What was typed, apart by commas, put behind the tags that are there; each once. */
export function withTags(tags: string[], typed: string): string[] {
  const wanted = typed
    .split(",")
    .map((tag) => tag.trim().slice(0, 64))
    .filter(Boolean);
  return [...new Set([...tags, ...wanted])].slice(0, mostTags);
}
