import { describe, expect, test } from "vitest";
import type { TheoAnswer } from "@/api/types";
import { message } from "@/conversations/sample";
import { byMessage } from "./answers";
import { confidenceOf, freshDraft, withDraft } from "./fresh_draft";

function answer(number: number, change: Partial<TheoAnswer> = {}): TheoAnswer {
  return {
    id: `a${number}`,
    conversation_id: "c1",
    mode: "assist",
    state: "ready",
    reply: "Within 60 days.",
    confidence: 0.9,
    citations: [],
    writer: "extract",
    question_number: 1,
    is_edited: false,
    created_at: "2024-03-01T10:01:30Z",
    number,
    ...change,
  };
}

const asked = [message(1)];

describe("a draft", () => {
  test("is shown for what the customer has written last", () => {
    expect(freshDraft([answer(1)], asked, [])?.id).toBe("a1");
  });

  test("is gone once the customer has written on, even while Theo was at it", () => {
    const late = answer(1, { created_at: "2024-03-01T11:00:00Z" });
    expect(freshDraft([late], [...asked, message(2)], [])).toBeNull();
  });

  test("is gone once somebody has answered or is about to, and comes back with what was refused", () => {
    expect(freshDraft([answer(1)], [...asked, message(2, { sender_type: "agent" })], [])).toBeNull();
    expect(freshDraft([answer(1)], asked, [{ kind: "text", state: "sending" }])).toBeNull();
    expect(freshDraft([answer(1)], asked, [{ kind: "text", state: "failed" }])?.id).toBe("a1");
  });

  test("outlives notes and events", () => {
    const later = [message(2, { kind: "note", sender_type: "agent" }), message(3, { kind: "event" })];
    expect(freshDraft([answer(1)], [...asked, ...later], [{ kind: "note", state: "sending" }])?.id).toBe(
      "a1",
    );
  });

  test("that nobody waited for goes by the time", () => {
    const follow = answer(1, { question_number: null, created_at: "2024-03-01T10:02:30Z" });
    const answered = [...asked, message(2, { sender_type: "agent" })];
    expect(freshDraft([follow], answered, [])?.id).toBe("a1");
    expect(freshDraft([follow], [...answered, message(3)], [])).toBeNull();
  });

  test("that was thrown away does not uncover the one before", () => {
    expect(freshDraft([answer(2, { state: "discarded" }), answer(1)], asked, [])).toBeNull();
  });
});

test("confidence has three words, the first where Theo would answer by himself", () => {
  expect([0.8, 0.79, 0.5, 0.49].map((confidence) => confidenceOf({ confidence }))).toEqual([
    "sure",
    "fair",
    "fair",
    "low",
  ]);
});

test("a draft goes under what somebody has typed", () => {
  expect(withDraft(" \n", "Draft")).toBe("Draft");
  expect(withDraft("Hello Ada, \n", "Draft")).toBe("Hello Ada,\n\nDraft");
});

test("answers are found by the message that they became", () => {
  const found = byMessage([answer(2, { message_number: 7 }), answer(1)]);
  expect([...found.keys()]).toEqual([7]);
});
