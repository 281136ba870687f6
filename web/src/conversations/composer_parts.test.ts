import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { mark } from "./markdown_marks";
import { replyWarning } from "./reply_warning";
import { message } from "./sample";
import { typingSignal } from "./typing_signal";

describe("markdown marks", () => {
  test("go around the selection and away again", () => {
    const bold = mark("say it loud", 4, 6, "strong");
    expect(bold).toEqual({ text: "say **it** loud", start: 6, end: 8 });
    expect(mark(bold.text, bold.start, bold.end, "strong").text).toBe("say it loud");
  });

  test("make lists of whole lines", () => {
    expect(mark("one\ntwo", 1, 6, "list").text).toBe("- one\n- two");
    expect(mark("- one\n- two", 0, 11, "list").text).toBe("one\ntwo");
  });

  test("leave the address of a link selected", () => {
    const { text, start, end } = mark("see here", 4, 8, "link");
    expect(text.slice(start, end)).toBe("https://");
  });
});

describe("a reply that the channel will not take", () => {
  const whatsapp = {
    attachments: true,
    replies_to: true,
    subject: false,
    typing: true,
    read_receipts: true,
    reply_window_hours: 24,
    templates: false,
    max_length: 10,
  };
  const asked = [message(1, { created_at: "2024-03-01T10:00:00Z" })];
  const at = (time: string) => Date.parse(time);

  test("is told of when the customer has opted out", () => {
    const warning = replyWarning(whatsapp, asked, "Hello", at("2024-03-01T11:00:00Z"), true);
    expect(warning?.sentence).toContain("START");
  });

  test("is stopped when it is too long", () => {
    const warning = replyWarning(whatsapp, asked, "far too long", at("2024-03-01T11:00:00Z"));
    expect(warning?.forbids).toBe(true);
  });

  test("is warned of, not stopped, after the channel's window", () => {
    expect(replyWarning(whatsapp, asked, "short", at("2024-03-03T11:00:00Z"))?.forbids).toBe(false);
    expect(replyWarning(whatsapp, asked, "short", at("2024-03-02T09:00:00Z"))).toBeNull();
  });

  test("is stopped after the window where a template is the way out", () => {
    const warning = replyWarning(
      { ...whatsapp, templates: true },
      asked,
      "short",
      at("2024-03-03T11:00:00Z"),
    );
    expect(warning).toMatchObject({ forbids: true, wantsTemplate: true });
  });
});

describe("typing", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test("is told once, repeated rarely and ended by silence", () => {
    const told: boolean[] = [];
    const signal = typingSignal((isTyping) => told.push(isTyping));
    signal.typed();
    vi.advanceTimersByTime(1000);
    signal.typed();
    expect(told).toEqual([true]);
    vi.advanceTimersByTime(2500);
    signal.typed();
    expect(told).toEqual([true, true]);
    vi.advanceTimersByTime(5000);
    expect(told).toEqual([true, true, false]);
    signal.stop();
    expect(told).toHaveLength(3);
  });
});
