import { describe, expect, test } from "vitest";
import { type Command, keysOf, type Press, readKey } from "./keymap";

const press = (key: string, part: Partial<Press> = {}): Press => ({
  key,
  mod: false,
  alt: false,
  shift: /[A-Z]/.test(key),
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

  test("means the same with Caps Lock on: only Shift makes another of it", () => {
    expect(readKey(press("D", { shift: false }), false).command).toBe("draft");
    expect(readKey(press("d", { shift: true }), false).command).toBe("draft_send");
    expect(readKey(press("J", { shift: false }), false).command).toBe("next");
    expect(readKey(press("G", { shift: false }), false).isGoing).toBe(true);
    expect(readKey(press("M", { shift: false }), true).command).toBe("go_mine");
  });

  test("that needs Shift on some keyboards means what stands on it", () => {
    expect(readKey(press("?", { shift: true }), false).command).toBe("help");
    expect(readKey(press("/", { shift: true }), false).command).toBe("search");
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
