// Puts markdown around what is selected, or takes it away again. Pure: text and selection in, text and selection out.

export type Mark = "strong" | "emphasis" | "code" | "link" | "list" | "quote" | "heading";

export interface Marked {
  text: string;
  start: number;
  end: number;
}

const around: Partial<Record<Mark, string>> = { strong: "**", emphasis: "_", code: "`" };
const before: Partial<Record<Mark, string>> = { list: "- ", quote: "> ", heading: "## " };

export function mark(text: string, start: number, end: number, kind: Mark): Marked {
  const sign = around[kind];
  if (sign) return surround(text, start, end, sign);
  const prefix = before[kind];
  if (prefix) return prefixLines(text, start, end, prefix);
  const label = text.slice(start, end) || "text";
  const from = start + label.length + 3;
  return {
    text: `${text.slice(0, start)}[${label}](https://)${text.slice(end)}`,
    start: from,
    end: from + 8,
  };
}

function surround(text: string, start: number, end: number, sign: string): Marked {
  const isMarked =
    text.slice(start - sign.length, start) === sign && text.slice(end, end + sign.length) === sign;
  if (isMarked && start >= sign.length) {
    return {
      text: text.slice(0, start - sign.length) + text.slice(start, end) + text.slice(end + sign.length),
      start: start - sign.length,
      end: end - sign.length,
    };
  }
  return {
    text: text.slice(0, start) + sign + text.slice(start, end) + sign + text.slice(end),
    start: start + sign.length,
    end: end + sign.length,
  };
}

function prefixLines(text: string, start: number, end: number, prefix: string): Marked {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const lines = text.slice(from, end).split("\n");
  const isMarked = lines.every((line) => line.startsWith(prefix));
  const changed = lines.map((line) => (isMarked ? line.slice(prefix.length) : prefix + line)).join("\n");
  const growth = changed.length - (end - from);
  return {
    text: text.slice(0, from) + changed + text.slice(end),
    start: Math.max(from, start + (isMarked ? -prefix.length : prefix.length)),
    end: end + growth,
  };
}
