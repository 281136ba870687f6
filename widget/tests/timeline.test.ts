// Do messages stand under the right day and with the right people?
import { describe, expect, test } from "vitest";
import { dayLabel, timeline } from "../src/chat/timeline";
import { readMessage } from "../src/chat/wire";

const at = (id: number, time: string, sender_type = "agent", sender_name?: string) =>
  readMessage({ id, content: "x", sender_type, created_at: time, sender_name })!;

describe("the timeline", () => {
  test("messages of one person within minutes stand together, under their day", () => {
    const items = timeline([
      at(1, "2026-11-21T12:00:00Z"),
      at(2, "2026-11-22T12:00:00Z"),
      at(3, "2026-11-22T12:01:00Z"),
      at(4, "2026-11-22T12:02:00Z", "customer"),
      at(5, "2026-11-22T12:30:00Z", "customer"),
      at(6, "2026-11-22T12:31:00Z", "agent", "Ana"),
      at(7, "2026-11-22T12:31:10Z", "agent", "Bo"),
    ]);
    const shape = items.map((item) =>
      item.kind === "day" ? "day" : item.messages.map(({ number }) => number),
    );
    expect(shape).toEqual(["day", [1], "day", [2, 3], [4], [5], [6], [7]]);
    expect(new Set(items.map(({ key }) => key)).size).toBe(items.length);
  });

  test("Theo stands apart from a colleague without a name", () => {
    const items = timeline([
      at(1, "2026-11-22T12:00:00Z", "ai"),
      at(2, "2026-11-22T12:00:10Z", "ai"),
      at(3, "2026-11-22T12:00:20Z", "agent"),
    ]);
    expect(items.map((item) => (item.kind === "group" ? item.messages.length : 0))).toEqual([0, 2, 1]);
  });

  test("days are called what people call them", () => {
    const now = new Date(2026, 10, 22, 1).getTime();
    expect(dayLabel(now, now, "en")).toBe("Today");
    expect(dayLabel(new Date(2026, 10, 21, 23).getTime(), now, "de")).toBe("Gestern");
    expect(dayLabel(new Date(2026, 10, 2).getTime(), now, "fr")).toBe("lundi 2 novembre");
    expect(dayLabel(new Date(2025, 0, 5).getTime(), now, "en")).toContain("2025");
  });
});
