import { expect, test } from "vitest";
import { hoursOf, minutesOf, timeOf, timeZones } from "./hours";
import { lineProblem, linesOf } from "./lines";

test("hours are days, minutes and a time zone, and until midnight is until the day's end", () => {
  const values = { day_1: "on", day_7: "on", from: "22:30", to: "00:00", time_zone: "Europe/Berlin" };
  expect(hoursOf("outside", values)).toEqual({
    when: "outside",
    time_zone: "Europe/Berlin",
    days: [1, 7],
    from: 1350,
    to: 1440,
  });
  expect(hoursOf("always", values)).toBeNull();
});

test("a time is read as it is written", () => {
  for (const time of ["00:00", "09:05", "23:59"]) expect(timeOf(minutesOf(time) ?? -1)).toBe(time);
  expect(timeOf(1440)).toBe("00:00");
  expect(minutesOf("later")).toBeNull();
});

test("the chosen time zone stands in the list, once", () => {
  const held = (zone: string) => timeZones(zone).filter((one) => one === zone).length;
  expect(["Etc/GMT+5", "Europe/Berlin", "UTC"].map(held)).toEqual([1, 1, 1]);
});

test("an entry a line, without the empty and the doubled", () => {
  expect(linesOf(" refund* \n\nlegal\nrefund*\n")).toEqual(["refund*", "legal"]);
  expect(lineProblem({ "1": "Too long." })).toBe("Line 2: Too long.");
  expect(lineProblem({ keywords: "x" })).toBeUndefined();
});
