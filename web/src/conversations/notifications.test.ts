import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { conversation } from "./sample";
import { notifyAssigned, notifyMessage, showsConversation, startNotifications } from "./notifications";
import { changeSettings } from "./settings";

let isFocused: boolean;
let tones: number;
let shown: { title: string; body?: string; click: () => void }[];
let stop: () => void;

class FakeNotification {
  static permission = "granted";
  private readonly shown: (typeof shown)[number];
  constructor(title: string, { body }: { body?: string }) {
    this.shown = { title, body, click: () => undefined };
    shown.push(this.shown);
  }
  addEventListener(_: "click", listener: () => void): void {
    this.shown.click = listener;
  }
}

class FakeAudio {
  currentTime = 0;
  destination = {};
  createOscillator() {
    const tone = {
      type: "",
      frequency: { value: 0 },
      connect: (to: unknown) => to,
      start: () => (tones += 1),
      stop: vi.fn(),
    };
    return tone;
  }
  createGain() {
    const gain = { setValueAtTime: vi.fn(), exponentialRampToValueAtTime: vi.fn() };
    return { gain, connect: (to: unknown) => to };
  }
}

beforeEach(() => {
  isFocused = false;
  tones = 0;
  shown = [];
  localStorage.clear();
  vi.spyOn(document, "hasFocus").mockImplementation(() => isFocused);
  vi.stubGlobal("Notification", FakeNotification);
  vi.stubGlobal("AudioContext", FakeAudio);
  changeSettings({ sound: true, desktop: true });
  document.title = "Pingback";
  showsConversation(null);
  stop = startNotifications();
});

afterEach(() => {
  isFocused = true;
  window.dispatchEvent(new Event("focus"));
  stop();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const ada = conversation(1);

test("a message rings, counts in the title and shows on the desktop while one looks elsewhere", () => {
  notifyMessage(ada, "c1", "Is **anybody** there?", "me");
  expect(tones).toBe(2);
  expect(document.title).toBe("(1) Pingback");
  expect(shown).toHaveLength(1);
  notifyMessage(ada, "c1", "Hello?", "me");
  expect(document.title).toBe("(1) Pingback");
  notifyMessage(conversation(2), "c2", "Hi", "me");
  expect(document.title).toBe("(2) Pingback");
});

test("coming back clears the title", () => {
  notifyMessage(ada, "c1", "Hello", "me");
  isFocused = true;
  window.dispatchEvent(new Event("focus"));
  expect(document.title).toBe("Pingback");
});

test("the conversation on the screen is silent while somebody looks at it, and only then", () => {
  isFocused = true;
  showsConversation("c1");
  notifyMessage(ada, "c1", "Hello", "me");
  expect(tones).toBe(0);
  notifyMessage(conversation(2), "c2", "Hi", "me");
  expect(tones).toBe(2);
  expect(shown).toEqual([]);
  isFocused = false;
  notifyMessage(ada, "c1", "Hello?", "me");
  expect(tones).toBe(4);
});

test("what a colleague has is theirs to hear; what one is given is announced", () => {
  notifyMessage(conversation(1, { assignee_id: "ana" }), "c1", "Hello", "me");
  expect([tones, shown.length, document.title]).toEqual([0, 0, "Pingback"]);
  notifyMessage(conversation(1, { assignee_id: "me" }), "c1", "Hello", "me");
  notifyAssigned(ada, "c3");
  expect(shown.map(({ title }) => title)).toContain("Assigned to you");
  expect(document.title).toBe("(2) Pingback");
});

test("sound and desktop notifications are each one's choice", () => {
  changeSettings({ sound: false, desktop: false });
  notifyMessage(ada, "c1", "Hello", "me");
  expect([tones, shown.length]).toEqual([0, 0]);
  expect(document.title).toBe("(1) Pingback");
  changeSettings({ desktop: true });
  FakeNotification.permission = "denied";
  notifyMessage(ada, "c1", "Hello", "me");
  expect(shown).toEqual([]);
  FakeNotification.permission = "granted";
});
