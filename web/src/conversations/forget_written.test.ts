import { expect, test } from "vitest";
import { keepArticleDraft, keepArticleDraftsOf, readArticleDraft } from "@/knowledge/article_drafts";
import { blank } from "@/knowledge/article_text";
import { hasText, keepDraft, keepDraftsOf, readDraft } from "./drafts";
import { forgetWritten } from "./forget_written";
import { outgoingStore } from "./outgoing";

test("who leaves leaves nothing that they wrote, neither in memory nor in the storage", () => {
  keepDraftsOf("ana");
  keepArticleDraftsOf("ana");
  keepDraft("c1", { text: "Half a thought" });
  outgoingStore.put({
    key: "k1",
    user_id: "ana",
    conversation_id: "c1",
    content: "A whole one",
    kind: "text",
    created_at: "2024-03-01T10:00:00Z",
    state: "waiting",
  });
  keepArticleDraft("7", { text: { ...blank, title: "Half an article" }, version: 3 });
  expect(localStorage.length).toBe(3);
  forgetWritten();
  expect(localStorage.length).toBe(0);
  expect(outgoingStore.all()).toEqual([]);
  keepDraftsOf("ana");
  keepArticleDraftsOf("ana");
  expect(hasText(readDraft("c1"))).toBe(false);
  expect(readArticleDraft("7")).toBeNull();
});
