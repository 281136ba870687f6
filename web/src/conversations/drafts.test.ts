import { beforeEach, expect, test } from "vitest";
import { forgetDrafts, hasText, keepDraft, keepDraftsOf, readDraft } from "./drafts";

beforeEach(() => {
  localStorage.clear();
  forgetDrafts();
  keepDraftsOf("ana");
});

test("nobody reads what another began on this browser", () => {
  keepDraft("c1", { text: "Ana's thought" });
  keepDraftsOf("bo");
  expect(hasText(readDraft("c1"))).toBe(false);
  expect(localStorage.length).toBe(0);
});

test("a draft of another that comes into the storage later stays unread", () => {
  localStorage.setItem("pingback.draft.c1", JSON.stringify({ user_id: "bo", text: "Bo's thought" }));
  expect(hasText(readDraft("c1"))).toBe(false);
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
