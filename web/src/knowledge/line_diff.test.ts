import { expect, test } from "vitest";
import { lineDiff, withGaps } from "./line_diff";

const said = (before: string, after: string) =>
  lineDiff(before, after).map(({ kind, text }) => `${{ same: " ", gone: "-", new: "+" }[kind]}${text}`);

test("a changed line goes and comes, what stands around it stays", () => {
  expect(said("one\ntwo\nthree", "one\n2\nthree")).toEqual([" one", "-two", "+2", " three"]);
});

test("lines that moved apart keep what is common between them", () => {
  expect(said("a\nb\nc\nd", "a\nx\nb\nd\ne")).toEqual([" a", "+x", " b", "-c", " d", "+e"]);
});

test("a text out of nothing is all new, and the same text is all the same", () => {
  expect(said("", "a\nb")).toEqual(["+a", "+b"]);
  expect(said("a\r\nb", "a\nb")).toEqual([" a", " b"]);
});

test("what is too long to compare is told as a whole", () => {
  const lines = (word: string) => Array.from({ length: 3000 }, (_, at) => `${word} ${at}`).join("\n");
  const kinds = lineDiff(`top\n${lines("old")}`, `top\n${lines("new")}`).map(({ kind }) => kind);
  expect(kinds.slice(0, 2)).toEqual(["same", "gone"]);
  expect(kinds).toHaveLength(6001);
});

test("only the lines around a change are shown, with a gap for the others", () => {
  const before = ["a", "b", "c", "d", "e", "f", "g"].join("\n");
  const shown = withGaps(lineDiff(before, before.replace("d", "D")), 1);
  expect(shown.map((line) => line && line.text)).toEqual([null, "c", "d", "D", "e", null]);
});
