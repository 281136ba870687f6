import { describe, expect, test } from "vitest";
import { smsSegments } from "./sms_segments";

describe("segments of an SMS", () => {
  test.each([
    ["", 1, 160],
    ["a".repeat(160), 1, 0],
    ["a".repeat(161), 2, 145],
    ["€".repeat(80), 1, 0],
    // 76 fit beside one unit that stays empty.
    ["€".repeat(81), 2, 143],
    ["ж".repeat(70), 1, 0],
    ["ж".repeat(71), 2, 63],
    ["😀".repeat(35), 1, 0],
    ["😀".repeat(36), 2, 61],
  ])("%#", (text, count, left) => {
    expect(smsSegments(text)).toEqual({ count, left });
  });
});
