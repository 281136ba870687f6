import { describe, expect, test } from "vitest";
import { message } from "@/conversations/sample";
import { byMessage } from "./answers";
import { confidenceOf, freshDraft, withDraft } from "./fresh_draft";
import { answer } from "./sample";

const asked = [message(1)];
const answered = [...asked, message(2, { sender_type: "agent" })];
const unasked = answer(1, { question_number: null, created_at: "2024-03-01T10:30:00Z" });
const here = new Map<string, number>();

describe("a draft", () => {
  test("is shown for what the customer has written last", () => {
    expect(freshDraft([answer(1)], asked, [], here)?.id).toBe("a1");
  });

  test("is gone once the customer has written on, even while Theo was at it", () => {
    const late = answer(1, { created_at: "2024-03-01T11:00:00Z" });
    expect(freshDraft([late], [...asked, message(2)], [], here)).toBeNull();
  });

  test("is gone once somebody has answered or is about to, and comes back with what was refused", () => {
    expect(freshDraft([answer(1)], [...asked, message(2, { sender_type: "agent" })], [], here)).toBeNull();
    expect(freshDraft([answer(1)], asked, [{ kind: "text", state: "sending" }], here)).toBeNull();
    expect(freshDraft([answer(1)], asked, [{ kind: "text", state: "failed" }], here)?.id).toBe("a1");
  });

  test("outlives notes and events", () => {
    const later = [message(2, { kind: "note", sender_type: "agent" }), message(3, { kind: "event" })];
    expect(
      freshDraft([answer(1)], [...asked, ...later], [{ kind: "note", state: "sending" }], here)?.id,
    ).toBe("a1");
  });

  test("that nobody waited for is shown until somebody says something", () => {
    expect(freshDraft([unasked], answered, [], here)?.id).toBe("a1");
    const later = message(3, { sender_type: "agent", created_at: "2024-03-01T11:00:00Z" });
    expect(freshDraft([unasked], [...answered, later], [], here)).toBeNull();
  });

  test("that nobody waited for is none for what the customer wrote while Theo was at it", () => {
    expect(freshDraft([unasked], [...answered, message(3)], [], here)).toBeNull();
    const between = [...answered, message(3), message(4, { sender_type: "agent" })];
    expect(freshDraft([unasked], between, [], new Map([["a1", 2]]))).toBeNull();
    expect(freshDraft([unasked], between, [], new Map([["a1", 4]]))?.id).toBe("a1");
    // What was there when it was asked for is not loaded any more: nobody can tell.
    expect(freshDraft([unasked], between, [], new Map([["a1", 99]]))).toBeNull();
  });

  test("that was thrown away does not uncover the one before", () => {
    expect(freshDraft([answer(2, { state: "discarded" }), answer(1)], asked, [], here)).toBeNull();
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
