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

  test("says where a link leads whose label names another place", () => {
    const shown = (source: string) => JSON.stringify(parseInline(source));
    for (const label of [
      "https://bank.example",
      "bank.example/login",
      "**www.bank.example**",
      "bank**.**example",
      "bank\u200b.exa\u00admple",
      "bank\uff0eexample",
    ])
      expect(shown(`[${label}](https://evil.example/x)`)).toContain('" (evil.example)"');
    expect(shown("[bank.example](https://bank.example.evil.example)")).toContain(
      "(bank.example.evil.example)",
    );
    expect(shown("[bank.example](https://bank.example@evil.example)")).toContain("(evil.example)");
    expect(shown("[help@bank.example](mailto:x@evil.example)")).toContain("(evil.example)");
    for (const honest of [
      "[bank.example](https://www.bank.example/login)",
      "[www.bank.example](https://bank.example)",
      "[the tea shop](https://bank.example)",
      "[help@bank.example](mailto:help@bank.example)",
    ])
      expect(shown(honest)).not.toContain('" (');
  });

  test("puts no link into a link and no turned letters into its label", () => {
    expect(parseInline("[https://a.example](https://a.example)")).toEqual([
      { kind: "link", href: "https://a.example", children: [{ kind: "text", text: "https://a.example" }] },
    ]);
    expect(JSON.stringify(parseInline("[\u202Ea](https://a.example)"))).not.toContain("\u202E");
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
