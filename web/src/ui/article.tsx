// Shows a longer Markdown text with headings, tables and pictures, the HTML in it too. It is read into a document that
// runs and loads nothing, and only what stands on this list is made anew as React elements; no HTML is ever set.
import { marked } from "marked";
import { createElement, Fragment, type ReactNode, useMemo } from "react";

export function Article({ source, lang }: { source: string; lang?: string }) {
  const shown = useMemo(() => articleOf(source), [source]);
  return (
    <div className="article wrap-anywhere" dir="auto" lang={lang}>
      {shown}
    </div>
  );
}

/** The same tags as in the help centre: crates/documents/src/render.rs. */
const kept = new Set(
  (
    "a abbr b blockquote br code dd del details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img ins kbd li " +
    "mark ol p pre s small span strong sub summary sup table tbody td tfoot th thead tr u ul"
  ).split(" "),
);
/** These go with all that is in them; of others what is in them stays. */
const dropped = new Set("script style template noscript iframe object svg math".split(" "));
const bare = new Set(["br", "hr", "img"]);

export function articleOf(source: string): ReactNode {
  const html = marked.parse(source, { async: false, gfm: true });
  return nodes(new DOMParser().parseFromString(html, "text/html").body);
}

function nodes(parent: Node): ReactNode[] {
  return [...parent.childNodes].map((child, key) => {
    if (child.nodeType === Node.TEXT_NODE) return child.textContent;
    return child.nodeType === Node.ELEMENT_NODE ? element(child as Element, key) : null;
  });
}

function element(of: Element, key: number): ReactNode {
  // The title of the page is its first heading, so those of the text begin below it.
  const tag = of.localName.replace(/^h([1-6])$/, (_, level: string) => `h${Math.min(6, Number(level) + 1)}`);
  if (dropped.has(tag)) return null;
  if (tag === "input")
    return of.getAttribute("type") === "checkbox" ? (of.hasAttribute("checked") ? "☑ " : "☐ ") : null;
  if (!kept.has(tag)) return <Fragment key={key}>{nodes(of)}</Fragment>;
  const properties = attributes(of, tag);
  if (tag === "img" && !properties.src) return properties.alt ?? null;
  const made = bare.has(tag)
    ? createElement(tag, { key, ...properties })
    : createElement(tag, { key, ...properties }, ...spaced(tag, nodes(of)));
  // A wide table or picture of a page must not push the screen aside.
  return tag === "table" ? (
    <div key={key} tabIndex={0} role="group" className="overflow-x-auto">
      {made}
    </div>
  ) : (
    made
  );
}

/** React minds white space between the parts of a table. */
function spaced(tag: string, parts: ReactNode[]): ReactNode[] {
  const isFrame = ["table", "thead", "tbody", "tfoot", "tr"].includes(tag);
  return isFrame ? parts.filter((part) => typeof part !== "string" || part.trim() !== "") : parts;
}

function attributes(of: Element, tag: string): Record<string, string | number> {
  const text = (name: string) => of.getAttribute(name) ?? undefined;
  const found: Record<string, string | number | undefined> = { lang: text("lang"), dir: text("dir") };
  if (tag === "a") {
    const href = safe(text("href"), /^(?:https?:|mailto:|tel:)/i);
    if (href) Object.assign(found, { href, target: "_blank", rel: "noopener noreferrer nofollow" });
  }
  // As the policy of the page has it: pictures come from here or by https.
  if (tag === "img") Object.assign(found, { src: safe(text("src"), /^https:/i), alt: text("alt") ?? "" });
  if (tag === "ol") found.start = whole(text("start"));
  if (tag === "td" || tag === "th") {
    found.colSpan = whole(text("colspan"));
    found.rowSpan = whole(text("rowspan"));
    found.align = text("align");
  }
  if (tag === "img" || tag === "a") found.title = text("title");
  return Object.fromEntries(
    Object.entries(found).filter((pair): pair is [string, string | number] => pair[1] !== undefined),
  );
}

function safe(address: string | undefined, kinds: RegExp): string | undefined {
  // eslint-disable-next-line no-control-regex
  const clean = address?.replace(/[\u0000-\u0020]+/g, "");
  return clean && kinds.test(clean) && URL.canParse(clean) ? clean : undefined;
}

function whole(text: string | undefined): number | undefined {
  const number = Number(text);
  return text && Number.isInteger(number) && number >= 0 && number < 1000 ? number : undefined;
}
