import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import {
  forgetArticleDraft,
  forgetArticleDrafts,
  keepArticleDraft,
  newName,
  readArticleDraft,
  useBegun,
} from "./article_drafts";
import { blank } from "./article_text";

const text = { ...blank, title: "Returns", tags: ["orders"] };

beforeEach(() => {
  localStorage.clear();
  forgetArticleDrafts();
});

test("what is typed is kept with the version that it changes", () => {
  keepArticleDraft("ana", "7", { text, version: 3 });
  expect(JSON.parse(localStorage.getItem("pingback.article.7") ?? "")).toMatchObject({ text, version: 3 });
  expect(readArticleDraft("ana", "7")).toMatchObject({ text, version: 3 });
  expect(readArticleDraft("ana", "8")).toBeNull();
});

test("nobody reads what another typed on this browser", () => {
  keepArticleDraft("ana", "7", { text, version: 3 });
  expect(readArticleDraft("bo", "7")).toBeNull();
  forgetArticleDrafts();
  expect(localStorage.length).toBe(0);
});

test("what is saved is forgotten", () => {
  keepArticleDraft("ana", "new", { text, version: null });
  forgetArticleDraft("new");
  expect(readArticleDraft("ana", "new")).toBeNull();
  expect(localStorage.length).toBe(0);
});

test("new articles that were begun are found again by the title that they began with", () => {
  keepArticleDraft("ana", newName(""), { text, version: null });
  keepArticleDraft("ana", newName("Do you wrap?"), { text, version: null });
  keepArticleDraft("ana", "7", { text, version: 3 });
  const { result } = renderHook(() => useBegun("ana"));
  expect(result.current.map(({ title }) => title)).toEqual(["", "Do you wrap?"]);
  expect(renderHook(() => useBegun("bo")).result.current).toEqual([]);
});

test.each(["{", "{}", "null", '{"user_id":"ana","text":{"title":"x"}}'])("%s is no draft", (stored) => {
  localStorage.setItem("pingback.article.9", stored);
  expect(readArticleDraft("ana", "9")).toBeNull();
});
