// Can markup that a page lets others write (`<img name="currentScript">`, `<form id="PingBack">`) take the loader over?
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const boot = vi.hoisted(() => vi.fn((_start: unknown) => ({ reset: () => undefined })));
vi.mock("../src/loader/widget", () => ({ boot }));

class Script {
  dataset = { widgetId: "w" };
  src = "https://ours.example/widget.js";
}
const image = { src: "https://evil.example/x.png", dataset: { widgetId: "evil" } };

/** What an element of the page is found by sits above `window`, not on it. */
function page(currentScript: unknown, named: object = {}, own: object = {}) {
  const window = Object.assign(Object.create(named) as object, own);
  vi.stubGlobal("HTMLScriptElement", Script);
  vi.stubGlobal("document", { currentScript, querySelector: () => new Script() });
  vi.stubGlobal("window", window);
  return window as { PingBack?: unknown };
}

const load = () => import("../src/loader/main");
const booted = () => boot.mock.calls.map(([start]) => start);

beforeEach(() => {
  vi.resetModules();
  boot.mockClear();
});
afterEach(() => vi.unstubAllGlobals());

test("an image by the name of currentScript doesn't say where the chat is loaded from", async () => {
  page(image);
  await load();
  expect(booted()).toMatchObject([{ base: "https://ours.example/", widgetId: "w" }]);
});

test("a form by the name of PingBack doesn't keep the widget away", async () => {
  const form = Object.create({ reset: () => undefined }) as object;
  const window = page(new Script(), { PingBack: form });
  await load();
  expect(booted()).toHaveLength(1);
  expect(booted()).toMatchObject([{ early: null }]);
  expect(window.PingBack).not.toBe(form);
});

test("nor does one that the page's own snippet took for its calls", async () => {
  page(new Script(), {}, { PingBack: Object.create({ reset: () => undefined }) as object });
  await load();
  expect(booted()).toHaveLength(1);
});

test("a second script on the page starts nothing, and calls made early are handed on", async () => {
  page(new Script(), {}, { PingBack: [["open"]] });
  await load();
  vi.resetModules();
  await load();
  expect(booted()).toMatchObject([{ early: [["open"]] }]);
});
