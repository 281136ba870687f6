import { describe, expect, test } from "vitest";
import { comesBefore, flatten, placeConversation } from "./list_cache";
import { conversation, list } from "./sample";

const ids = (data: ReturnType<typeof list>) => flatten(data).map(({ id }) => id);

describe("a changed conversation in a loaded list", () => {
  const open = { status: "open" } as const;

  test("moves to the top when it is the newest", () => {
    const data = list([[conversation(3), conversation(2), conversation(1)]]);
    const moved = conversation(1, { updated_at: "2024-03-01T11:00:00Z" });
    expect(ids(placeConversation(data, open, moved))).toEqual(["c1", "c3", "c2"]);
  });

  test("leaves when it no longer belongs", () => {
    const data = list([[conversation(3), conversation(2)]]);
    expect(ids(placeConversation(data, open, conversation(2, { status: "resolved" })))).toEqual(["c3"]);
  });

  test("enters in its place when it begins to belong", () => {
    const data = list([[conversation(5), conversation(3)], [conversation(1)]]);
    expect(ids(placeConversation(data, open, conversation(2)))).toEqual(["c5", "c3", "c2", "c1"]);
  });

  test("is left to a later page when it lies behind the last loaded row", () => {
    const data = list([[conversation(5), conversation(3)]], false);
    expect(ids(placeConversation(data, open, conversation(2)))).toEqual(["c5", "c3"]);
  });

  test("becomes the last row of a complete list", () => {
    const data = list([[conversation(5)]]);
    expect(ids(placeConversation(data, open, conversation(2)))).toEqual(["c5", "c2"]);
  });

  test("is shown once when it moves from one page to another", () => {
    const data = list([[conversation(9)], [conversation(4), conversation(2)]]);
    const moved = conversation(2, { updated_at: "2024-03-01T12:00:00Z" });
    expect(ids(placeConversation(data, open, moved))).toEqual(["c2", "c9", "c4"]);
  });

  test("never enters a search by itself, but is kept up in it", () => {
    const data = list([[conversation(2)]]);
    expect(placeConversation(data, { q: "lid" }, conversation(7))).toBe(data);
    const kept = placeConversation(data, { q: "lid" }, conversation(2, { status: "closed" }));
    expect(flatten(kept)[0]?.status).toBe("closed");
  });
});

test("times with and without a fraction are compared as times, not as texts", () => {
  const early = conversation(1, { updated_at: "2026-11-22T14:38:42.92282Z" });
  const late = conversation(2, { updated_at: "2026-11-22T14:38:42.922937Z" });
  expect(comesBefore(late, early)).toBe(true);
  expect(comesBefore(conversation(1, { updated_at: "2026-11-22T14:38:43Z" }), late)).toBe(true);
});

test("of two that changed at the same moment the higher number comes first", () => {
  const at = "2024-03-01T09:00:00Z";
  expect(comesBefore(conversation(2, { updated_at: at }), conversation(1, { updated_at: at }))).toBe(true);
});
