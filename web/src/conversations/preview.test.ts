import { expect, test } from "vitest";
import { preview, unmarked } from "./preview";

test("a line is read without the marks of Markdown", () => {
  const cases: [string, string][] = [
    ["You can send it back within **60 days**.", "You can send it back within 60 days."],
    ["See [the *returns*](https://shop.example/a_b) first", "See the returns first"],
    ["## Returns Send `A-1` back", "Returns Send A-1 back"],
    ["- one - two", "one - two"],
    ["snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"],
    ["_soon_, or not", "soon, or not"],
  ];
  for (const [line, read] of cases) expect(unmarked(line)).toBe(read);
});

test("a preview is one line of at most 160 letters", () => {
  expect(preview({ content: " a\n\nb " })).toBe("a b");
  expect(preview({ content: "x".repeat(200) })).toHaveLength(160);
});
