// Is what the team marks in its composer shown as they meant it, and is all else left as it was written?
import { describe, expect, test } from "vitest";
import type { Piece } from "../src/chat/linkify";
import { markdown, plain } from "../src/chat/markdown";

/** Pieces as the tags that they become, for reading. */
const show = (pieces: Piece[]): string =>
  pieces
    .map(({ text, tag, href, inside }) => {
      const shown = inside ? show(inside) : text;
      return href ? `<a ${href}>${shown}</a>` : tag ? `<${tag}>${shown}</${tag}>` : shown;
    })
    .join("");
const shown = (text: string) => show(markdown(text));

describe("the team's marks", () => {
  test("bold, italic and code, also in one another", () => {
    expect(shown("**Yes**, _really_: `a * b`")).toBe(
      "<strong>Yes</strong>, <em>really</em>: <code>a * b</code>",
    );
    expect(shown("**so _very_ bold**")).toBe("<strong>so <em>very</em> bold</strong>");
    expect(shown("***both***")).toBe("<strong><em>both</em></strong>");
    expect(shown("请看**这里**吧")).toBe("请看<strong>这里</strong>吧");
    expect(shown("`**raw**`")).toBe("<code>**raw**</code>");
  });

  test("links with a name lead to the web and to e-mail only", () => {
    expect(shown("see [our page](https://shop.example/a_(b)), please")).toBe(
      "see <a https://shop.example/a_(b)>our page</a>, please",
    );
    expect(shown("[write](mailto:a@shop.example)")).toBe("<a mailto:a@shop.example>write</a>");
    expect(shown("[**big** https://x.example](https://y.example)")).toBe(
      "<a https://y.example><strong>big</strong> https://x.example</a>",
    );
    for (const to of [
      "javascript:alert(1)",
      "JaVaScRiPt:x",
      "data:text/html,x",
      "/relative",
      "//x.example",
      "tel:1",
    ]) {
      expect(shown(`[x](${to})`), to).toBe(`[x](${to})`);
    }
  });

  test("bare addresses stay links, marks or not", () => {
    expect(shown("**https://a.example** and https://b.example/_c_/d_e_f.")).toBe(
      "<strong><a https://a.example/>https://a.example</a></strong> and " +
        "<a https://b.example/_c_/d_e_f>https://b.example/_c_/d_e_f</a>.",
    );
    expect(shown("first_last_name@shop.example")).toBe(
      "<a mailto:first_last_name@shop.example>first_last_name@shop.example</a>",
    );
  });

  test("list items and quotes stand on lines of their own", () => {
    expect(shown("Either\n- **one**\n* two\n1. three")).toBe(
      "Either\n• <strong>one</strong>\n• two\n1. three",
    );
    expect(shown("> you said\n> this\nyes")).toBe(
      "<blockquote>you said\n</blockquote><blockquote>this\n</blockquote>yes",
    );
  });

  test("what is no mark is text", () => {
    for (const text of [
      "5*3*2 and 2 * 3 * 4",
      "snake_case_name and __init__",
      "a ** b ** c",
      "**open",
      "-5 degrees",
      "[x] (y)",
      "<b>no</b> &amp; <img src=x onerror=alert(1)>",
      "a\n\n\nb\n",
      "",
    ]) {
      expect(shown(text)).toBe(text);
    }
  });

  test("the beginning beside the launcher is told without marks", () => {
    expect(plain("**Yes**, see [our page](https://shop.example)\n> `code`")).toBe("Yes, see our page\ncode");
  });

  test("a long run of beginnings takes no time", () => {
    const start = performance.now();
    for (const sign of ["*", "_", "**a", "_a ", "[", "[](", "`", "> ", "[a](("]) markdown(sign.repeat(4_000));
    expect(performance.now() - start).toBeLessThan(1_500);
  });
});
