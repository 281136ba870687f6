// Which parts of a text are links? Web addresses and e-mail addresses only; the text itself stays text, never HTML.

export interface Piece {
  text: string;
  href?: string;
  /** What stands around it, and the pieces of which it is made, if it is more than text. */
  tag?: "strong" | "em" | "code" | "blockquote";
  inside?: Piece[];
}

const FOUND = /\bhttps?:\/\/[^\s<>"']+|\bwww\.[^\s<>"']+|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/giu;
const CLOSERS: Record<string, string> = { ")": "(", "]": "[", "}": "{" };

export function linkify(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(FOUND)) {
    const found = withoutTail(match[0]);
    const href = addressOf(found);
    if (!href) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: found, href });
    end = match.index + found.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** The full stop that ends the sentence, and a bracket that was opened before the link, don't belong to it. */
function withoutTail(found: string): string {
  const surplus = new Map(
    Object.entries(CLOSERS).map(([close, open]) => [close, count(found, close) - count(found, open)]),
  );
  let end = found.length;
  for (; end > 0; end -= 1) {
    const last = found.charAt(end - 1);
    const extra = surplus.get(last);
    if (extra === undefined ? !/[.,;:!?*_~…»”’]/.test(last) : extra <= 0) break;
    if (extra !== undefined) surplus.set(last, extra - 1);
  }
  return found.slice(0, end);
}

const count = (text: string, letter: string) => text.split(letter).length - 1;

function addressOf(found: string): string | null {
  if (!/^(https?:|www\.)/i.test(found)) return found.includes("@") ? `mailto:${found}` : null;
  try {
    const url = new URL(/^www\./i.test(found) ? `https://${found}` : found);
    return url.hostname.includes(".") || url.hostname === "localhost" ? url.href : null;
  } catch {
    return null;
  }
}
