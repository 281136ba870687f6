import { describe, expect, test } from "vitest";
import { parseInline, parseMarkdown } from "./markdown_parse";

describe("markdown", () => {
  test("knows paragraphs, lists, quotes and code", () => {
    const kinds = parseMarkdown("Hello\nthere\n\n- one\n- two\n\n> so it is\n\n```\na = 1\n```").map(
      ({ kind }) => kind,
    );
    expect(kinds).toEqual(["paragraph", "list", "quote", "code"]);
  });

  test("keeps line breaks, as people mean them in a chat", () => {
    expect(parseMarkdown("one\ntwo")[0]).toEqual({
      kind: "paragraph",
      children: [{ kind: "text", text: "one" }, { kind: "break" }, { kind: "text", text: "two" }],
    });
  });

  test("knows bold, italic, code and links", () => {
    const kinds = parseInline("**a** _b_ `c` [d](https://d.example) ~~e~~").map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind !== "text")).toEqual(["strong", "emphasis", "code", "link", "strike"]);
  });

  test("finds bare addresses without the full stop behind them", () => {
    expect(parseInline("See https://a.example/b?c=1.")[1]).toMatchObject({ href: "https://a.example/b?c=1" });
  });

  test("never links to anything but the web, mail and telephones", () => {
    expect(parseInline("[x](javascript:alert(1))").some(({ kind }) => kind === "link")).toBe(false);
    expect(parseInline("[x](data:text/html,hi)").some(({ kind }) => kind === "link")).toBe(false);
  });

  test("leaves names_with_underscores and 2 * 3 * 4 alone", () => {
    expect(parseInline("my_file_name and 2 * 3 * 4")).toEqual([
      { kind: "text", text: "my_file_name and 2 * 3 * 4" },
    ]);
  });

  test("is quick on what is made to be slow", () => {
    // What the processor did, not how long it took: other tests run beside.
    const before = process.cpuUsage();
    for (const part of ["*", "[", "**a ", "[a](", "_a "]) parseMarkdown(part.repeat(100_000 / part.length));
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(4000);
  });
});
