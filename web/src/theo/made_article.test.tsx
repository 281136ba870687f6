import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { PropsWithChildren } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { articleKey } from "@/knowledge/queries";
import { useMadeArticle } from "./made_article";

let client: QueryClient;
/** The articles that are there by now, and the keys that made them. */
let articles: Map<string, { id: number; content: string }>;
let keys: string[];
const wrapper = ({ children }: PropsWithChildren) => (
  <QueryClientProvider client={client}>{children}</QueryClientProvider>
);

async function answered({ method, url, headers }: Request): Promise<Response> {
  if (method === "POST") {
    const key = headers.get("Idempotency-Key") ?? "none";
    if (!keys.includes(key)) {
      keys.push(key);
      articles.set(String(keys.length), { id: keys.length, content: "As it was made" });
    }
    return Response.json({ id: keys.indexOf(key) + 1, content: "As it was made" }, { status: 201 });
  }
  const article = articles.get(url.split("/").at(-1) ?? "");
  return article ? Response.json(article) : Response.json({ detail: "Not found" }, { status: 404 });
}

beforeEach(() => {
  articles = new Map();
  keys = [];
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  vi.stubGlobal("fetch", answered);
});

test("an article is made once and shown as it stands by now, after a reload too", async () => {
  const first = renderHook(() => useMadeArticle("m1"), { wrapper });
  await waitFor(() => expect(first.result.current.article?.content).toBe("As it was made"));
  first.unmount();
  articles.set("1", { id: 1, content: "As it was published" });
  client = new QueryClient();
  const second = renderHook(() => useMadeArticle("m1"), { wrapper });
  await waitFor(() => expect(second.result.current.article?.content).toBe("As it was published"));
  expect(keys).toEqual(["article-of-m1"]);
});

test("one that was deleted is shown no more, and made anew where that is wanted", async () => {
  const { result } = renderHook(() => useMadeArticle("m2"), { wrapper });
  await waitFor(() => expect(result.current.article?.id).toBe(1));
  articles.clear();
  await act(() => client.invalidateQueries({ queryKey: articleKey("1") }));
  await waitFor(() => expect(result.current).toMatchObject({ isGone: true, article: undefined }));
  act(() => result.current.makeAnew());
  await waitFor(() => expect(result.current).toMatchObject({ isGone: false, article: { id: 2 } }));
  expect(keys).toHaveLength(2);
});

test("without a message nothing is made", async () => {
  renderHook(() => useMadeArticle(null), { wrapper });
  await Promise.resolve();
  expect(keys).toEqual([]);
});
