// The times that snoozing offers, and when they are. Pure: `now` is given.

export interface SnoozeTime {
  id: "hour" | "three_hours" | "tonight" | "tomorrow" | "monday" | "week";
  at: Date;
}

export function snoozeTimes(now: Date): SnoozeTime[] {
  const times: SnoozeTime[] = [
    { id: "hour", at: new Date(now.getTime() + 3_600_000) },
    { id: "three_hours", at: new Date(now.getTime() + 3 * 3_600_000) },
  ];
  const tonight = atHour(now, 0, 18);
  if (tonight.getTime() - now.getTime() > 3_600_000) times.push({ id: "tonight", at: tonight });
  times.push({ id: "tomorrow", at: atHour(now, 1, 9) });
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  if (daysToMonday > 1) times.push({ id: "monday", at: atHour(now, daysToMonday, 9) });
  if (daysToMonday !== 7) times.push({ id: "week", at: atHour(now, 7, 9) });
  return times;
}

function atHour(now: Date, days: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
}
