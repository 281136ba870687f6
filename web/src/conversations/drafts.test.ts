import { beforeEach, expect, test } from "vitest";
import { forgetDrafts, hasText, keepDraft, readDraft } from "./drafts";

beforeEach(() => {
  localStorage.clear();
  forgetDrafts();
});

test("a draft is kept per conversation, reply and note apart", () => {
  keepDraft("c1", { text: "Dear" });
  keepDraft("c1", { note: "ask Bo", mode: "note" });
  keepDraft("c2", { text: "Hi" });
  expect(readDraft("c1")).toMatchObject({ text: "Dear", note: "ask Bo", mode: "note" });
  expect(readDraft("c2")).toMatchObject({ text: "Hi", note: "", mode: "text" });
});

test("a draft is in storage until it is empty", () => {
  keepDraft("c1", { text: "Dear" });
  expect(localStorage.length).toBe(1);
  keepDraft("c1", { text: "  " });
  expect(localStorage.length).toBe(0);
  expect(hasText(readDraft("c1"))).toBe(false);
});

test("storage that somebody else filled with nonsense reads as no draft", () => {
  localStorage.setItem("pingback.draft.c9", "{");
  expect(hasText(readDraft("c9"))).toBe(false);
});

test("only the newest two hundred are kept", () => {
  for (let number = 0; number < 210; number += 1) keepDraft(`c${number}`, { text: "x" });
  expect(Object.keys(localStorage).filter((key) => key.startsWith("pingback.draft."))).toHaveLength(200);
});
