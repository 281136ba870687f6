// Reads the server's times and says them the way people do. Knows nothing of conversations.
import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";

/** Microseconds since 1970. Fractions have up to six digits, so that comparing the texts would be wrong. */
export function microseconds(timestamp: string): number {
  const fraction = /\.(\d+)/.exec(timestamp)?.[1] ?? "";
  const seconds = Date.parse(timestamp.replace(/\.\d+/, ""));
  return seconds * 1000 + Number(fraction.padEnd(6, "0").slice(0, 6));
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** As short as it gets, for the list: now, 5m, 3h, Tue, 4 Mar. */
export function shortTime(timestamp: string, now: number): string {
  const at = Date.parse(timestamp);
  const age = now - at;
  if (age < minute) return t`now`;
  if (age < hour) return t`${Math.floor(age / minute)}m`;
  if (age < day) return t`${Math.floor(age / hour)}h`;
  if (age < 6 * day) return format(at, { weekday: "short" });
  if (new Date(at).getFullYear() === new Date(now).getFullYear())
    return format(at, { day: "numeric", month: "short" });
  return format(at, { month: "short", year: "2-digit" });
}

export function clockTime(timestamp: string): string {
  return format(Date.parse(timestamp), { hour: "numeric", minute: "2-digit" });
}

export function fullTime(timestamp: string): string {
  return format(Date.parse(timestamp), { dateStyle: "medium", timeStyle: "short" });
}

export function date(timestamp: string): string {
  return format(Date.parse(timestamp), { dateStyle: "medium" });
}

/** In words: now, 5 minutes ago, 3 days ago. */
export function ago(timestamp: string, now: number): string {
  const age = Math.max(0, now - Date.parse(timestamp));
  const words = new Intl.RelativeTimeFormat(i18n.locale, { numeric: "auto" });
  if (age < minute) return words.format(0, "second");
  if (age < hour) return words.format(-Math.floor(age / minute), "minute");
  if (age < day) return words.format(-Math.floor(age / hour), "hour");
  return words.format(-Math.floor(age / day), "day");
}

/** The heading over a day's messages. */
export function dayHeading(timestamp: string, now: number): string {
  const at = new Date(timestamp);
  if (isSameDay(at, new Date(now))) return t`Today`;
  if (isSameDay(at, new Date(now - day))) return t`Yesterday`;
  const year = at.getFullYear() === new Date(now).getFullYear() ? undefined : ("numeric" as const);
  return format(at.getTime(), { weekday: "long", day: "numeric", month: "long", year });
}

export function isSameDay(one: Date, other: Date): boolean {
  return one.toDateString() === other.toDateString();
}

/** A span in words: 45s, 12m, 3h 20m, 2d. */
export function span(milliseconds: number): string {
  if (milliseconds < minute) return t`${Math.max(1, Math.round(milliseconds / 1000))}s`;
  if (milliseconds < hour) return t`${Math.round(milliseconds / minute)}m`;
  if (milliseconds < day)
    return t`${Math.floor(milliseconds / hour)}h ${Math.floor((milliseconds % hour) / minute)}m`;
  return t`${Math.round(milliseconds / day)}d`;
}

function format(at: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(i18n.locale, options).format(at);
}
