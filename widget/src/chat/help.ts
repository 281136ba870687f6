// What may a visitor read before they write? Articles of the help centre: the newest, then those that they look for. None
// where it has none or is not public.
import { signal } from "@preact/signals-core";
import { isLoose, text } from "../shared/look";
import { loadList } from "./list";

export interface Article {
  title: string;
  excerpt: string;
  url: string;
}

/** Milliseconds without a key after which what was typed is looked for. */
const REST = 250;

export function createHelp(widgetUrl: string, load: typeof loadList = loadList) {
  /** Null until there is one. */
  const articles = signal<Article[] | null>(null);
  const sought = signal("");
  /** The list is about the words that stand there. */
  const isFound = signal(false);
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function find(words: string) {
    const answer = await load(`${widgetUrl}articles${words && `?q=${encodeURIComponent(words)}`}`);
    // An answer to what was typed before comes too late.
    if (!answer || words !== sought.value.trim()) return;
    const found = readArticles(answer);
    if (articles.value === null && found.length === 0) return;
    articles.value = words ? found : found.slice(0, 3);
    isFound.value = words !== "";
  }

  return {
    articles,
    sought,
    isFound,
    look() {
      if (articles.value === null) void find("");
    },
    seek(words: string) {
      sought.value = words;
      clearTimeout(timer);
      timer = setTimeout(() => void find(words.trim()), REST);
    },
  };
}

export function readArticles(answer: unknown[]): Article[] {
  return answer.filter(isLoose).flatMap((entry) => {
    const [title, url] = [text(entry["title"]), text(entry["url"])];
    return title && url && /^https?:\/\//i.test(url)
      ? [{ title, url, excerpt: text(entry["excerpt"]) ?? "" }]
      : [];
  });
}
