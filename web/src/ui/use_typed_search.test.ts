import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useTypedSearch } from "./use_typed_search";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function field() {
  const asked: string[] = [];
  const hook = renderHook(({ q }) => useTypedSearch(q, (wanted) => asked.push(wanted)), {
    initialProps: { q: "" },
  });
  const type = (text: string) => act(() => hook.result.current.type(text));
  const pause = () => act(() => vi.advanceTimersByTime(250));
  return { asked, type, pause, arrive: (q: string) => hook.rerender({ q }), now: () => hook.result.current };
}

test("what is typed is asked once the typing pauses", () => {
  const { asked, type, pause } = field();
  type("a");
  type("ab ");
  pause();
  expect(asked).toEqual(["ab"]);
});

test("an address that is late takes no letter away", () => {
  const { asked, type, pause, arrive, now } = field();
  type("ab");
  pause();
  type("abc");
  pause();
  expect(asked).toEqual(["ab", "abc"]);
  arrive("ab");
  expect(now().typed).toBe("abc");
  arrive("abc");
  expect(now().typed).toBe("abc");
});

test("an address from elsewhere empties the field or fills it", () => {
  const { type, pause, arrive, now } = field();
  type("ab");
  pause();
  arrive("ab");
  arrive("");
  expect(now().typed).toBe("");
  arrive("returns");
  expect(now().typed).toBe("returns");
});
