// How do messages stand on the screen? Under the day they were written on, and together with what the same person wrote
// just before. Pure.
import { isFromTeam } from "./transcript";
import type { Message, SenderType } from "./wire";

export type Side = "visitor" | "team" | "system";

export interface Group {
  kind: "group";
  key: string;
  side: Side;
  /** Theo and a colleague are two. */
  sender: SenderType;
  name: string | null;
  messages: Message[];
}

export interface Day {
  kind: "day";
  key: string;
  at: number;
}

const TOGETHER = 5 * 60_000;

export function sideOf(message: Message): Side {
  if (message.sender === "customer") return "visitor";
  return isFromTeam(message) ? "team" : "system";
}

const dayOf = (at: number) => new Date(at).toDateString();

export function timeline(messages: readonly Message[]): (Day | Group)[] {
  const items: (Day | Group)[] = [];
  let before: Message | null = null;
  for (const message of messages) {
    const isNewDay = !before || dayOf(before.at) !== dayOf(message.at);
    if (isNewDay) items.push({ kind: "day", key: `day ${dayOf(message.at)} ${message.key}`, at: message.at });
    const last = items.at(-1);
    const side = sideOf(message);
    const belongs =
      last?.kind === "group" &&
      last.sender === message.sender &&
      last.name === message.senderName &&
      before !== null &&
      message.at - before.at < TOGETHER;
    if (belongs) last.messages.push(message);
    else {
      const { key, sender, senderName: name } = message;
      items.push({ kind: "group", key, side, sender, name, messages: [message] });
    }
    before = message;
  }
  return items;
}

/** "Today" and "yesterday" in the visitor's words, else the date; the year only where it isn't this one. */
export function dayLabel(at: number, now: number, locale: string): string {
  const midnight = (time: number) => new Date(time).setHours(0, 0, 0, 0);
  const days = Math.round((midnight(at) - midnight(now)) / 86_400_000);
  if (days === 0 || days === -1) {
    const word = new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day");
    return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
  }
  const year = new Date(at).getFullYear() === new Date(now).getFullYear() ? undefined : "numeric";
  return new Intl.DateTimeFormat(locale, { weekday: "long", day: "numeric", month: "long", year }).format(at);
}

export function timeLabel(at: number, locale: string): string {
  return new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(at);
}
