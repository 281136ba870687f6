import { QueryClientProvider, useQuery } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { cleanup, render, screen } from "@testing-library/react";
import { useLayoutEffect } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Article } from "@/api/types";
import { queryClient } from "@/query_client";
import { forgetArticleDrafts, keepArticleDraftsOf, readArticleDraft } from "./article_drafts";
import { articleQuery } from "./queries";
import { useArticle, type Writing } from "./use_article";

const before = {
  id: 7,
  title: "Shipping",
  content: "Two days.",
  category: null,
  tags: [] as string[],
  language: null,
  slug: "shipping",
  state: "draft",
  version: 1,
} as Article;

let writing: Writing;
/** What the text's field was given, change by change. */
let shown: string[];

function Page() {
  const article = useQuery({ ...articleQuery("7"), staleTime: Infinity }).data;
  return article && <Editor article={article} />;
}

function Editor({ article }: { article: Article | null }) {
  const now = useArticle(article, { draft: "k" });
  const { content } = now.text;
  useLayoutEffect(() => {
    writing = now;
  });
  useLayoutEffect(() => {
    shown.push(content);
  }, [content]);
  return <textarea value={content} readOnly />;
}

async function open(address: string) {
  const root = createRootRoute({ component: Outlet });
  const page = (path: string, component: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => root, path, component });
  const routeTree = root.addChildren([
    page("/seven", () => <Page />),
    page("/knowledge/new", () => <Editor article={null} />),
    page("/knowledge/$article", () => null),
    page("/elsewhere", () => null),
  ]);
  const router = createRouter({ routeTree, history: createMemoryHistory({ initialEntries: [address] }) });
  render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router as never} />
    </QueryClientProvider>,
  );
  await screen.findByRole("textbox");
  // From here on React draws when it likes, as it does in a browser.
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", false);
  return router;
}

/** Answers every request; the requests that were made. */
function serve(answer: (request: Request, body: Article) => Response | Promise<Response>): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    requests.push(request.clone());
    return answer(request, (request.method === "GET" ? before : await request.json()) as Article);
  });
  return requests;
}

beforeEach(() => {
  shown = [];
  localStorage.clear();
  forgetArticleDrafts();
  keepArticleDraftsOf("ana");
  queryClient.clear();
  queryClient.setQueryData(articleQuery("7").queryKey, before);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("what is saved stays in its field all the while: the caret has no reason to move", async () => {
  serve((_, body) => Response.json({ ...before, ...body, version: 2 }));
  await open("/seven");
  writing.write({ content: "Three days." });
  await vi.waitFor(() => expect(shown).toHaveLength(2));
  await writing.save();
  await vi.waitFor(() => expect(writing).toMatchObject({ isChanged: false, isBusy: false, isBehind: false }));
  expect(shown).toEqual(["Two days.", "Three days."]);
});

test("what is typed while it is sent is a change of what is saved", async () => {
  serve((_, body) => {
    writing.write({ content: "Three days, or four." });
    return Response.json({ ...before, ...body, version: 2 });
  });
  await open("/seven");
  writing.write({ content: "Three days." });
  await vi.waitFor(() => expect(shown).toHaveLength(2));
  await writing.save();
  await vi.waitFor(() => expect(writing).toMatchObject({ isChanged: true, isBusy: false, isBehind: false }));
  expect(shown).toEqual(["Two days.", "Three days.", "Three days, or four."]);
});

test("what is typed with the key press that saves is saved too", async () => {
  const requests = serve((_, body) => Response.json({ ...before, ...body, version: 2 }));
  await open("/seven");
  writing.write({ tags: ["orders"] });
  await writing.save();
  expect(await requests[0]?.json()).toMatchObject({ tags: ["orders"], version: 1 });
});

test("a new article opens once it is saved, unless whoever wrote it has gone elsewhere", async () => {
  let go = () => {};
  serve(async (_, body) => {
    go();
    return Response.json({ ...before, ...body }, { status: 201 });
  });
  const router = await open("/knowledge/new");
  writing.write({ title: "Shipping", content: "Two days." });
  await writing.save();
  expect(router.state.location.pathname).toBe("/knowledge/7");
  expect(readArticleDraft("new#k")).toBeNull();

  cleanup();
  const other = await open("/knowledge/new");
  writing.write({ title: "Returns", content: "Thirty days." });
  const left = new Promise<void>((resolve) => {
    go = () => void other.navigate({ to: "/elsewhere" as never }).then(resolve);
  });
  await Promise.all([writing.save(), left]);
  expect(other.state.location.pathname).toBe("/elsewhere");
  expect(readArticleDraft("new#k")).toBeNull();
});
