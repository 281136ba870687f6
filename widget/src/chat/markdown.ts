// How does the team's little markdown look? Bold, italic, code, named links; quotes and list items as lines. Yields
// pieces to draw, never HTML; what is not understood stays text.
import { linkify, type Piece } from "./linkify";

// Each part is bounded: a long run of beginnings would be looked through to its end from each of them. Bare addresses
// are taken whole, for what is in them is no mark.
const MARK = new RegExp(
  [
    /`([^`\n]{1,999})`/,
    /\*\*(?=\S)([^\n]{0,999}?\S)\*\*(?!\*)/,
    /(?<![\p{L}\p{N}*_])(?<sign>[*_])(?=[^\s*_])([^\n]{0,999}?\S)\k<sign>(?![\p{L}\p{N}*_])/u,
    /\[([^\]\n]{1,500})\]\(((?:https?:\/\/|mailto:)(?:[^\s()]|\([^\s()]{0,99}\)){1,2000})\)/,
    /(?:https?:\/\/|www\.)\S+/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "giu",
);

export function markdown(text: string): Piece[] {
  return (text.match(/.*\n|.+/g) ?? []).flatMap((line) => {
    const quoted = line.replace(/^> ?/, "");
    if (quoted !== line) return [wrap(inline(quoted, linkify), { tag: "blockquote" })];
    return inline(line.replace(/^ {0,3}[-*•] +/, "• "), linkify);
  });
}

/** The words alone. */
export const plain = (text: string): string => wordsOf(markdown(text));

const wordsOf = (pieces: Piece[]) => pieces.map(({ text }) => text).join("");

const wrap = (inside: Piece[], around: Pick<Piece, "tag" | "href">): Piece => ({
  text: wordsOf(inside),
  inside,
  ...around,
});

/** `rest` reads what has no marks: there are no links in a link. */
function inline(text: string, rest: (text: string) => Piece[]): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(MARK)) {
    const [whole, code, strong, , emphasis, label, href] = match;
    pieces.push(...rest(text.slice(end, match.index)));
    end = match.index + whole.length;
    if (code) pieces.push(wrap([{ text: code }], { tag: "code" }));
    else if (strong) pieces.push(wrap(inline(strong, rest), { tag: "strong" }));
    else if (emphasis) pieces.push(wrap(inline(emphasis, rest), { tag: "em" }));
    else if (label && href) pieces.push(wrap(inline(label, asText), { href }));
    else pieces.push(...rest(whole));
  }
  pieces.push(...rest(text.slice(end)));
  return pieces;
}

const asText = (text: string): Piece[] => [{ text }];
