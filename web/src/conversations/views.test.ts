import { expect, test } from "vitest";
import { conversation } from "./sample";
import { belongs, countWords, filterOf, isView, statusOf } from "./views";

test("views become the list call's filters", () => {
  expect(filterOf("mine", {}, "u1")).toEqual({ status: "open", assignee_id: "u1" });
  expect(filterOf("unassigned", { status: "any" }, "u1")).toEqual({ unassigned: true });
  expect(filterOf("resolved", { status: "open" }, "u1")).toEqual({ status: "resolved" });
  expect(filterOf("handed_over", {}, "u1")).toEqual({ status: "open", handed_over: true });
  expect(filterOf("channel-email", {}, "u1")).toEqual({ status: "open", channel_type: "email" });
});

test("a search looks through everything", () => {
  expect(filterOf("mine", { q: "lid", status: "pending" }, "u1")).toEqual({ q: "lid" });
});

test("a conversation belongs where the server would list it", () => {
  const own = conversation(1, { assignee_id: "u1" });
  expect(belongs({ status: "open", assignee_id: "u1" }, own)).toBe(true);
  expect(belongs({ status: "open", unassigned: true }, own)).toBe(false);
  expect(belongs({ status: "pending" }, own)).toBe(false);
  expect(belongs({ channel_type: "email" }, own)).toBe(false);
  expect(belongs({ customer_id: "k1" }, own)).toBe(true);
  expect(belongs({ handed_over: true }, own)).toBe(false);
  expect(belongs({ handed_over: true }, { ...own, handoff_at: "2024-03-01T09:00:00Z" })).toBe(true);
  expect(belongs({ q: "anything" }, own)).toBeNull();
});

test("a count says where there are more than it knows of", () => {
  const words = (count: number, handed_over?: boolean) => countWords({ handed_over }, count);
  expect([words(99, true), words(100, true)]).toEqual(["99", "99+"]);
  expect([words(100), words(9999), words(10_000)]).toEqual(["100", "9999", "9999+"]);
});

test("only known views are views", () => {
  expect(isView("channel-whatsapp")).toBe(true);
  expect(isView("channel-fax")).toBe(false);
  expect(statusOf("closed", {})).toBe("closed");
});
