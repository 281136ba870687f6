// Are links links, and is everything else text?
import { describe, expect, test } from "vitest";
import { linkify } from "../src/chat/linkify";

const links = (text: string) => linkify(text).flatMap(({ text, href }) => (href ? [[text, href]] : []));

describe("links in messages", () => {
  test("addresses are found without the punctuation around them", () => {
    expect(links("See https://shop.example/a?b=1. Or www.shop.example!")).toEqual([
      ["https://shop.example/a?b=1", "https://shop.example/a?b=1"],
      ["www.shop.example", "https://www.shop.example/"],
    ]);
    expect(links("(see https://en.example/Coffee_(drink))")).toEqual([
      ["https://en.example/Coffee_(drink)", "https://en.example/Coffee_(drink)"],
    ]);
    expect(links("mail vera.m+x@shop.example, please")).toEqual([
      ["vera.m+x@shop.example", "mailto:vera.m+x@shop.example"],
    ]);
  });

  test("nothing but web and e-mail addresses becomes a link", () => {
    for (const text of [
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///etc",
      "https://",
      "http://nodots",
      "a@b",
      "vbscript:x",
    ]) {
      expect(links(text), text).toEqual([]);
    }
  });

  test("no letter is lost or added", () => {
    const text = `<img src=x onerror=alert(1)> https://a.example/"><script> & www.b.example, c@d.example (https://e.example).`;
    expect(
      linkify(text)
        .map((piece) => piece.text)
        .join(""),
    ).toBe(text);
  });

  test("a long run of characters takes no time", () => {
    const start = performance.now();
    linkify("a".repeat(20_000) + "@".repeat(20_000) + ")".repeat(20_000));
    linkify(`https://a.example/${")".repeat(5_000)}`);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
