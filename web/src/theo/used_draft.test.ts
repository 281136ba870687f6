import { expect, test } from "vitest";
import { message } from "@/conversations/sample";
import { answer } from "./sample";
import { isLeft, usedDraft } from "./used_draft";

const reply =
  "You can send back any order within **60 days** of delivery. Put the parcel into any post office. Thank you!";
const drafted = answer(1, { reply });
const asked = [message(1)];
const used = (text: string, messages = asked) =>
  usedDraft({ text, theo_answer_id: "a1" }, [drafted], messages, new Map());

test("a draft is used as long as something of it is left", () => {
  expect(used(`Hello Ada,\n\n${reply}`)).toBe("a1");
  expect(used("Put the parcel into any post office, Ada.")).toBe("a1");
  expect(
    used("Any order can be sent back within 60 days of delivery from a post office; keep the parcel."),
  ).toBe("a1");
});

test("another answer over a draft is not made of it", () => {
  expect(used("We are closed today, Ada. Thank you!")).toBeUndefined();
  expect(used("You can")).toBeUndefined();
  expect(used("")).toBeUndefined();
});

test("a draft of a few words is known by them", () => {
  expect(isLeft("60 days.", "It's 60 days, Ada!")).toBe(true);
  expect(isLeft("60 days.", "Never.")).toBe(false);
});

test("once somebody has said something since, what is written is no answer of that draft", () => {
  expect(used(reply, [...asked, message(2)])).toBeUndefined();
  expect(used(reply, [...asked, message(2, { kind: "note", sender_type: "agent" })])).toBe("a1");
});

test("as long as the drafts are not loaded, what was noted counts", () => {
  expect(usedDraft({ text: "Hello", theo_answer_id: "a1" }, [], asked, new Map())).toBe("a1");
  expect(
    usedDraft({ text: "Hello", theo_answer_id: undefined }, [drafted], asked, new Map()),
  ).toBeUndefined();
});
