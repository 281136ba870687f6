// Are articles shown only where there are some, and only those that were looked for last?
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createHelp, readArticles } from "../src/chat/help";

const article = (title: string) => ({ title, excerpt: "…", url: `https://help.example/${title}` });

/** A server of which each question is answered when the test says so. */
function server() {
  const asked: { address: string; answer: (list: unknown[] | null) => void }[] = [];
  const load = (address: string) =>
    new Promise<unknown[] | null>((answer) => asked.push({ address, answer }));
  return { asked, help: createHelp("https://host/w/", load) };
}

const settled = () => vi.advanceTimersByTimeAsync(0);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the newest three are shown first, and nothing where there are none", async () => {
  const { asked, help } = server();
  help.look();
  asked[0]!.answer([]);
  await settled();
  expect(help.articles.value).toBeNull();
  help.look();
  expect(asked[1]!.address).toBe("https://host/w/articles");
  asked[1]!.answer(["a", "b", "c", "d"].map(article));
  await settled();
  expect(help.articles.value?.map(({ title }) => title)).toEqual(["a", "b", "c"]);
  expect(help.isFound.value).toBe(false);
});

test("it is looked for once the visitor rests, and an answer to older words is too late", async () => {
  const { asked, help } = server();
  help.look();
  asked[0]!.answer([article("a")]);
  await settled();
  help.seek("re");
  help.seek("retu");
  await vi.advanceTimersByTimeAsync(300);
  help.seek("returns & more");
  await vi.advanceTimersByTimeAsync(300);
  expect(asked.slice(1).map(({ address }) => address)).toEqual([
    "https://host/w/articles?q=retu",
    "https://host/w/articles?q=returns%20%26%20more",
  ]);
  asked[2]!.answer([]);
  asked[1]!.answer([article("late")]);
  await settled();
  expect([help.articles.value, help.isFound.value]).toEqual([[], true]);
});

test("a server that can't be asked leaves what was found", async () => {
  const { asked, help } = server();
  help.look();
  asked[0]!.answer([article("a")]);
  await settled();
  help.seek("x");
  await vi.advanceTimersByTimeAsync(300);
  asked[1]!.answer(null);
  await settled();
  expect(help.articles.value).toHaveLength(1);
});

test("an address that is none of the web's is left out", () => {
  const script = { title: "x", url: "javascript:alert(1)" };
  expect(readArticles([script, null, { title: "y" }, article("z")]).map(({ title }) => title)).toEqual(["z"]);
});
