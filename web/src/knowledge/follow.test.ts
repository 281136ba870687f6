import { QueryClient, type QueryKey } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { articleChanged, importChanged } from "./follow";

const client = new QueryClient();
let read: QueryKey[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  read = [];
  vi.spyOn(client, "invalidateQueries").mockImplementation((filters) => {
    read.push(filters?.queryKey ?? []);
    return Promise.resolve();
  });
});
afterEach(() => void vi.useRealTimers());

const times = (...key: unknown[]) => read.filter((one) => JSON.stringify(one) === JSON.stringify(key)).length;

test("the article is read at once, the lists once for all that an import tells", () => {
  for (let id = 1; id <= 200; id += 1) articleChanged(client, id);
  expect(times("knowledge", "article", "7")).toBe(1);
  expect(times("knowledge", "articles")).toBe(0);
  vi.runAllTimers();
  expect(times("knowledge", "articles")).toBe(1);
  articleChanged(client, 7);
  vi.runAllTimers();
  expect(times("knowledge", "articles")).toBe(2);
});

test("an import and its items are read once for all that is told of them", () => {
  for (const id of ["a", "a", "b", "a"]) importChanged(client, id);
  vi.runAllTimers();
  expect(times("knowledge", "import", "a")).toBe(1);
  expect(times("knowledge", "import", "b")).toBe(1);
});
