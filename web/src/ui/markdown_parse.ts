// Reads the little markdown that people write in messages into plain data. Never yields HTML; a link is kept only if
// its address is http, https, mailto or tel, and says where it leads. What is not understood stays text.

export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "strong" | "emphasis" | "strike"; children: Inline[] }
  | { kind: "link"; href: string; children: Inline[] }
  | { kind: "break" };

export type Block =
  | { kind: "paragraph" | "quote"; children: Inline[] }
  | { kind: "code"; text: string }
  | { kind: "list"; isOrdered: boolean; items: Inline[][] };

export function parseMarkdown(source: string): Block[] {
  const lines = source.replace(/\r\n?/g, "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at]!;
    if (line.trim() === "") {
      at += 1;
    } else if (line.startsWith("```")) {
      const end = lines.findIndex((other, index) => index > at && other.startsWith("```"));
      const last = end < 0 ? lines.length : end;
      blocks.push({ kind: "code", text: lines.slice(at + 1, last).join("\n") });
      at = last + 1;
    } else if (quoteLine.test(line)) {
      const taken = takeWhile(lines, at, (other) => quoteLine.test(other));
      blocks.push({
        kind: "quote",
        children: inlineLines(taken.map((other) => other.replace(quoteLine, ""))),
      });
      at += taken.length;
    } else if (listStart(line)) {
      const isOrdered = numbered.test(line);
      const mark = isOrdered ? numbered : bulleted;
      const taken = takeWhile(lines, at, (other) => mark.test(other));
      blocks.push({
        kind: "list",
        isOrdered,
        items: taken.map((other) => parseInline(other.replace(mark, ""))),
      });
      at += taken.length;
    } else {
      const taken = takeWhile(lines, at, (other) => other.trim() !== "" && !startsBlock(other));
      blocks.push({ kind: "paragraph", children: inlineLines(taken) });
      at += taken.length;
    }
  }
  return blocks;
}

const quoteLine = /^>\s?/;
const bulleted = /^\s{0,3}[-*•]\s+/;
const numbered = /^\s{0,3}\d{1,3}[.)]\s+/;

function listStart(line: string): boolean {
  return bulleted.test(line) || numbered.test(line);
}

function startsBlock(line: string): boolean {
  return line.startsWith("```") || quoteLine.test(line) || listStart(line);
}

function takeWhile(lines: string[], from: number, isTaken: (line: string) => boolean): string[] {
  let end = from;
  while (end < lines.length && isTaken(lines[end]!)) end += 1;
  return lines.slice(from, end);
}

function inlineLines(lines: string[]): Inline[] {
  return lines.flatMap((line, index) => [
    ...(index > 0 ? [{ kind: "break" } as const] : []),
    ...parseInline(line),
  ]);
}

// Each is bounded, or a long message of nothing but beginnings would be looked through to its end from each of them.
const inline = new RegExp(
  [
    /`([^`]{1,1000})`/,
    /\*\*(?=\S)(.{1,1000}?\S?)\*\*/,
    /~~(?=\S)(.{1,1000}?)~~/,
    /\*(?=[^\s*])([^*]{0,999}[^\s*])\*/,
    /(?<![\p{L}\p{N}_])_(?=[^\s_])([^_]{0,999}[^\s_])_(?![\p{L}\p{N}_])/u,
    /\[([^\]\n]{1,500})\]\(([^\s)]{1,2000})\)/,
    /(https?:\/\/[^\s<>"']{0,2000}[^\s<>"'.,;:!?)\]])/,
  ]
    .map(({ source }) => source)
    .join("|"),
  "gu",
);

export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(inline)) {
    const [whole, code, strong, strike, starred, underlined, label, target, bare] = match;
    const part = inlinePart({
      whole,
      code,
      strong,
      strike,
      emphasis: starred ?? underlined,
      label,
      target,
      bare,
    });
    if (match.index > from) parts.push({ kind: "text", text: text.slice(from, match.index) });
    parts.push(part);
    from = match.index + whole.length;
  }
  if (from < text.length) parts.push({ kind: "text", text: text.slice(from) });
  return parts;
}

type Found = Record<
  "code" | "strong" | "strike" | "emphasis" | "label" | "target" | "bare",
  string | undefined
> & {
  whole: string;
};

function inlinePart({ whole, code, strong, strike, emphasis, label, target, bare }: Found): Inline {
  if (code !== undefined) return { kind: "code", text: code };
  if (strong !== undefined) return { kind: "strong", children: parseInline(strong) };
  if (strike !== undefined) return { kind: "strike", children: parseInline(strike) };
  if (emphasis !== undefined) return { kind: "emphasis", children: parseInline(emphasis) };
  if (bare !== undefined) return { kind: "link", href: bare, children: [{ kind: "text", text: bare }] };
  if (label !== undefined && target !== undefined && /^(?:https?:\/\/|mailto:|tel:)/i.test(target)) {
    return { kind: "link", href: target, children: honestLabel(label, target) };
  }
  return { kind: "text", text: whole };
}

const address = /(?:[\p{L}\p{N}-]+\.)+\p{L}[\p{L}\p{N}-]+/giu;
const turning = /[\u202A-\u202E\u2066-\u2069]/g;

/** A label that looks like an address, and not like the one it leads to, has that one's host behind it. */
function honestLabel(label: string, target: string): Inline[] {
  const children = parseInline(label.replace(turning, "")).flatMap(withoutLink);
  const shown = plain(children)
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .toLowerCase();
  const host = hostOf(target);
  const isHonest = [...shown.matchAll(address)].every(
    ([said]) => asciiHost(said) === host || host.endsWith(`.${asciiHost(said)}`),
  );
  return isHonest ? children : [...children, { kind: "text", text: ` (${host})` }];
}

/** A link stands in no other. */
function withoutLink(part: Inline): Inline[] {
  if (part.kind === "link") return part.children.flatMap(withoutLink);
  return "children" in part ? [{ ...part, children: part.children.flatMap(withoutLink) }] : [part];
}

function plain(parts: Inline[]): string {
  return parts
    .map((part) => ("children" in part ? plain(part.children) : part.kind === "break" ? " " : part.text))
    .join("");
}

/** As browsers understand it, so that what only looks like another is not taken for it. */
function hostOf(target: string): string {
  const mailed = /^mailto:[^?]*@([^?,]+)/i.exec(target)?.[1];
  if (mailed !== undefined) return asciiHost(mailed);
  return URL.canParse(target) ? new URL(target).hostname.replace(/^www\./, "") : target;
}

function asciiHost(host: string): string {
  const url = `https://${host}`;
  return (URL.canParse(url) ? new URL(url).hostname : host).replace(/^www\./, "");
}
