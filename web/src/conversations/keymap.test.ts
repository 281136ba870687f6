import { describe, expect, test } from "vitest";
import { type Command, keysOf, type Press, readKey } from "./keymap";

const press = (key: string, part: Partial<Press> = {}): Press => ({
  key,
  mod: false,
  alt: false,
  isTyping: false,
  isCovered: false,
  ...part,
});

describe("a key", () => {
  test.each([
    ["j", "next"],
    ["k", "previous"],
    ["r", "reply"],
    ["n", "note"],
    ["e", "resolve"],
    ["a", "assign"],
    ["d", "draft"],
    ["D", "draft_send"],
    ["/", "search"],
    ["?", "help"],
  ] satisfies [string, Command][])("%s means %s", (key, command) => {
    expect(readKey(press(key), false).command).toBe(command);
  });

  test("is text while somebody types", () => {
    expect(readKey(press("e", { isTyping: true }), false).command).toBeNull();
  });

  test("belongs to the dialog that covers the inbox", () => {
    expect(readKey(press("e", { isCovered: true }), false).command).toBeNull();
    expect(readKey(press("k", { mod: true, isCovered: true }), false).command).toBeNull();
  });

  test("with Control or Command opens the palette, even from the composer", () => {
    expect(readKey(press("k", { mod: true, isTyping: true }), false).command).toBe("palette");
  });

  test("with another modifier is the browser's", () => {
    expect(readKey(press("r", { mod: true }), false).command).toBeNull();
    expect(readKey(press("n", { alt: true }), false).command).toBeNull();
  });

  test("after g says where to go, once", () => {
    const first = readKey(press("g"), false);
    expect(first).toEqual({ command: null, isGoing: true });
    expect(readKey(press("m"), first.isGoing)).toEqual({ command: "go_mine", isGoing: false });
    expect(readKey(press("q"), true)).toEqual({ command: null, isGoing: false });
  });
});

test("every command that has a key shows it", () => {
  expect(keysOf("resolve")).toEqual(["E"]);
  expect(keysOf("go_unassigned")).toEqual(["G", "U"]);
  expect(keysOf("draft_send")).toEqual(["⇧", "D"]);
  expect(keysOf("search")).toEqual(["/"]);
});
