import { expect, test } from "vitest";
import { filterOf, readArticleSearch } from "./article_filter";
import { blank, bodyOf, isSame, withTags } from "./article_text";

test("tags are taken apart by commas, each once, twenty at most", () => {
  expect(withTags(["orders"], " gifts, orders ,, ")).toEqual(["orders", "gifts"]);
  const many = Array.from({ length: 30 }, (_, at) => `tag${at}`).join(",");
  expect(withTags([], many)).toHaveLength(20);
});

test("what is left empty is sent as nothing, and a slug not at all", () => {
  expect(bodyOf({ ...blank, title: " Returns ", content: " as it is " })).toEqual({
    title: "Returns",
    content: " as it is ",
    category: null,
    tags: [],
    language: null,
  });
  expect(bodyOf({ ...blank, slug: "returns" }).slug).toBe("returns");
});

test("two texts are the same by what they say", () => {
  expect(isSame(blank, { ...blank, tags: [] })).toBe(true);
  expect(isSame({ ...blank, tags: ["a"] }, { ...blank, tags: ["b"] })).toBe(false);
});

test("an address narrows the list to what the server knows", () => {
  const search = readArticleSearch({ q: 404, show: "failed", category: " ", tag: ["x"] });
  expect(search).toEqual({ q: "404", show: "failed", category: undefined, tag: undefined });
  expect(filterOf(search)).toEqual({ q: "404", index_state: "failed" });
  expect(filterOf({ show: "draft", tag: "a" })).toEqual({ state: "draft", tag: "a" });
  expect(readArticleSearch({ show: "everything" }).show).toBeUndefined();
});
