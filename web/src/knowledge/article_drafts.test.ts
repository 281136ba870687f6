import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import {
  forgetArticleDraft,
  forgetArticleDrafts,
  keepArticleDraft,
  keepArticleDraftsOf,
  newName,
  readArticleDraft,
  useBegun,
} from "./article_drafts";
import { blank } from "./article_text";

const text = { ...blank, title: "Returns", tags: ["orders"] };

beforeEach(() => {
  localStorage.clear();
  forgetArticleDrafts();
  keepArticleDraftsOf("ana");
});

test("what is typed is kept with the version that it changes", () => {
  keepArticleDraft("7", { text, version: 3 });
  expect(JSON.parse(localStorage.getItem("pingback.article.7") ?? "")).toMatchObject({ text, version: 3 });
  expect(readArticleDraft("7")).toMatchObject({ text, version: 3 });
  expect(readArticleDraft("8")).toBeNull();
});

test("nobody reads what another typed on this browser, nor writes over it", () => {
  keepArticleDraft("7", { text, version: 3 });
  keepArticleDraftsOf("bo");
  expect(readArticleDraft("7")).toBeNull();
  expect(localStorage.length).toBe(0);
  keepArticleDraft("7", { text: { ...text, title: "Bo's" }, version: 3 });
  keepArticleDraftsOf("ana");
  expect(readArticleDraft("7")).toBeNull();
  keepArticleDraft("7", { text, version: 3 });
  forgetArticleDrafts();
  expect(localStorage.length).toBe(0);
});

test("what is saved is forgotten", () => {
  keepArticleDraft("new#k", { text, version: null });
  forgetArticleDraft("new#k");
  expect(readArticleDraft("new#k")).toBeNull();
  expect(localStorage.length).toBe(0);
});

test("what waits for its answer does so over a reload", () => {
  const sent = { key: "k1", body: { title: "Returns", content: "", state: "draft" as const } };
  // As a page that has just loaded does.
  forgetArticleDrafts();
  localStorage.setItem(
    "pingback.article.new#k",
    JSON.stringify({ user_id: "ana", text, version: null, sent, at: 1 }),
  );
  keepArticleDraftsOf("ana");
  expect(readArticleDraft("new#k")).toMatchObject({ sent, version: null });
});

test("two hundred are kept, the oldest goes first", () => {
  const now = vi.spyOn(Date, "now");
  for (let at = 0; at < 201; at += 1) {
    now.mockReturnValue(1000 + at);
    keepArticleDraft(String(at), { text, version: 1 });
  }
  now.mockRestore();
  expect(localStorage.length).toBe(200);
  expect(localStorage.getItem("pingback.article.0")).toBeNull();
  expect(localStorage.getItem("pingback.article.200")).not.toBeNull();
});

test("new articles that were begun are found again by what they began with", () => {
  keepArticleDraft(newName({ draft: "k" }), { text, version: null });
  keepArticleDraft(newName({ title: "Do you wrap?" }), { text, version: null });
  keepArticleDraft("7", { text, version: 3 });
  const { result } = renderHook(() => useBegun());
  expect(result.current.map(({ beginning }) => beginning)).toEqual([
    { title: "Do you wrap?" },
    { draft: "k" },
  ]);
  keepArticleDraftsOf("bo");
  expect(renderHook(() => useBegun()).result.current).toEqual([]);
});

test.each(["{", "{}", "null", '{"user_id":"ana","text":{"title":"x"}}'])("%s is no draft", (stored) => {
  localStorage.setItem("pingback.article.9", stored);
  expect(readArticleDraft("9")).toBeNull();
});
