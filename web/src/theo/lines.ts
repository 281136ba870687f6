// A list that is written with one entry a line, and what the server says of one of them.
import { t } from "@lingui/core/macro";

export function linesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return [...new Set(lines.filter((line) => line !== ""))];
}

/** The server names an entry by its place, counted from 0. */
export function lineProblem(fields: Record<string, string>): string | undefined {
  const found = Object.entries(fields).find(([name]) => /^\d+$/.test(name));
  if (!found) return undefined;
  const [place, problem] = found;
  return t`Line ${Number(place) + 1}: ${problem}`;
}
