// A stretch of each week between form and server: days from Monday, times as minutes after midnight.
import type { TheoHours } from "@/api/types";

export const days = [1, 2, 3, 4, 5, 6, 7] as const;

/** `09:30` as 570; nothing where it is no time. */
export function minutesOf(time: string | undefined): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(time ?? "") ?? [];
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : null;
}

/** 570 as `09:30`; the day's end is its beginning. */
export function timeOf(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${two(Math.floor(minutes / 60) % 24)}:${two(minutes % 60)}`;
}

/** As the form's fields say. Until midnight is until the day's end. */
export function hoursOf(when: string, values: Record<string, string>): TheoHours | null {
  if (when !== "inside" && when !== "outside") return null;
  const until = minutesOf(values.to) ?? 0;
  return {
    when,
    time_zone: values.time_zone ?? "",
    days: days.filter((day) => values[`day_${day}`] === "on"),
    from: minutesOf(values.from) ?? 0,
    to: until === 0 ? 1440 : until,
  };
}

/** Those that the browser knows, and the chosen one: `Etc/GMT+5` stands in no browser's list. */
export function timeZones(chosen: string): string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", chosen])].toSorted();
}

export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
