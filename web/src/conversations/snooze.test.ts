import { expect, test } from "vitest";
import { snoozeTimes } from "./snooze";

const offered = (now: Date) => Object.fromEntries(snoozeTimes(now).map(({ id, at }) => [id, at]));

test("in the morning everything is offered, at the hours people mean", () => {
  const times = offered(new Date(2024, 2, 6, 10, 30)); // a Wednesday
  expect(times.tonight).toEqual(new Date(2024, 2, 6, 18));
  expect(times.tomorrow).toEqual(new Date(2024, 2, 7, 9));
  expect(times.monday).toEqual(new Date(2024, 2, 11, 9));
  expect(times.week).toEqual(new Date(2024, 2, 13, 9));
});

test("late in the day this evening is gone; on Sunday and Monday nothing is offered twice", () => {
  expect(offered(new Date(2024, 2, 6, 17, 30)).tonight).toBeUndefined();
  expect(offered(new Date(2024, 2, 10, 10)).monday).toBeUndefined();
  const monday = offered(new Date(2024, 2, 11, 10));
  expect(monday.monday).toEqual(new Date(2024, 2, 18, 9));
  expect(monday.week).toBeUndefined();
});
