// Do calls that a page makes before the loader is there get through, in order?
import { describe, expect, test, vi } from "vitest";
import { createEvents, publish, readEarlyCalls, type Api } from "../src/loader/calls";

function fakeApi() {
  const called: unknown[] = [];
  const note =
    (name: string) =>
    (...values: unknown[]) =>
      void called.push([name, ...values]);
  const api = {
    open: note("open"),
    close: note("close"),
    toggle: note("toggle"),
    identify: note("identify"),
    setLocale: note("setLocale"),
    on: (...values: unknown[]) => {
      called.push(["on", ...values]);
      return () => undefined;
    },
    reset: note("reset"),
  } as Api;
  return { api, called };
}

describe("the page's calls", () => {
  test("an array of calls is read in order, and what is no call of ours is left out", () => {
    const early = [
      ["identify", { user: { id: 7 } }],
      ["open"],
      ["constructor"],
      "open",
      ["setLocale", "fr"],
      5,
      null,
    ].filter(Boolean);
    expect(readEarlyCalls(early)).toEqual([["identify", { user: { id: 7 } }], ["open"], ["setLocale", "fr"]]);
  });

  test("what is no array of calls is no call", () => {
    for (const nothing of [undefined, null, {}, "open", 5]) expect(readEarlyCalls(nothing)).toEqual([]);
  });

  test("a method and a pushed call do the same", () => {
    const { api, called } = fakeApi();
    const PingBack = publish(api);
    PingBack.setLocale("es");
    PingBack.push(["setLocale", "es"]);
    expect(called).toEqual([
      ["setLocale", "es"],
      ["setLocale", "es"],
    ]);
    expect(() => PingBack.push(["explode" as "open"])).toThrow(/explode/);
  });

  test("a handler is called until it is taken off, and one that throws harms nobody else", () => {
    vi.useFakeTimers();
    const events = createEvents();
    const heard: unknown[] = [];
    events.on("open", () => {
      throw new Error("of the page");
    });
    const off = events.on("open", (detail) => heard.push(detail));
    events.emit("open", 1);
    off();
    events.emit("open", 2);
    expect(heard).toEqual([1]);
    expect(() => vi.runAllTimers()).toThrow("of the page");
    vi.useRealTimers();
  });

  test("a handler that is none is reported when its event comes, not to the page's call", () => {
    vi.useFakeTimers();
    const events = createEvents();
    events.on("open", undefined as unknown as () => void);
    events.emit("open");
    expect(() => vi.runAllTimers()).toThrow(/not a function/);
    vi.useRealTimers();
  });
});
