// Which parts of a text are links? Web addresses and e-mail addresses only; the text itself stays text, never HTML.

export interface Piece {
  text: string;
  href?: string;
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
  let kept = found;
  for (;;) {
    const last = kept.at(-1) ?? "";
    const opener = CLOSERS[last];
    const isTail = opener ? count(kept, opener) < count(kept, last) : /[.,;:!?*_~…»”’]/.test(last);
    if (!isTail) return kept;
    kept = kept.slice(0, -1);
  }
}

const count = (text: string, letter: string) => text.split(letter).length - 1;

function addressOf(found: string): string | null {
  if (!/^(https?:|www\.)/i.test(found)) return found.includes("@") ? `mailto:${found}` : null;
  try {
    const url = new URL(/^www\./i.test(found) ? `https://${found}` : found);
    return /^https?:$/.test(url.protocol) && url.hostname.includes(".") || url.hostname === "localhost" ? url.href : null;
  } catch {
    return null;
  }
}
