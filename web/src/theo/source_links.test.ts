import { expect, test } from "vitest";
import { citedPlaces, shownPlaces } from "./source_links";

test("an article that is cited twice is named once", () => {
  const cite = (article_id: number, quote: string) => ({ article_id, title: `Article ${article_id}`, quote });
  const places = citedPlaces([cite(4, "first"), cite(9, "other"), cite(4, "second")]);
  expect(places.map(({ address }) => address)).toEqual(["/knowledge/4", "/knowledge/9"]);
});

test("what the customer was shown leads to the help centre", () => {
  expect(shownPlaces([{ title: "Returns", path: "/help/acme/articles/returns" }])[0]?.address).toBe(
    "/help/acme/articles/returns",
  );
});
