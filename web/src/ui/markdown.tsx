// Shows a message's markdown as React elements; no HTML of anybody's is ever set.
import { Fragment, type ReactNode, useMemo } from "react";
import { type Block, type Inline, parseMarkdown } from "./markdown_parse";

export function Markdown({ source }: { source: string }) {
  const blocks = useMemo(() => parseMarkdown(source), [source]);
  return <div className="grid grid-cols-1 gap-2 wrap-anywhere">{blocks.map(block)}</div>;
}

// Parsed text has no ids of its own and is shown anew as a whole: the position is the key.
function block(part: Block, key: number): ReactNode {
  switch (part.kind) {
    case "paragraph":
      return (
        <p key={key} dir="auto">
          {part.children.map(piece)}
        </p>
      );
    case "quote":
      return (
        <blockquote key={key} className="border-current/25 border-l-2 pl-3 opacity-80">
          {part.children.map(piece)}
        </blockquote>
      );
    case "code":
      return (
        <pre key={key} className="bg-ink/6 overflow-x-auto rounded-md px-2.5 py-2 font-mono text-xs">
          {part.text}
        </pre>
      );
    case "list": {
      const items = part.items.map((item, index) => <li key={index}>{item.map(piece)}</li>);
      return part.isOrdered ? (
        <ol key={key} className="list-decimal pl-5">
          {items}
        </ol>
      ) : (
        <ul key={key} className="list-disc pl-5">
          {items}
        </ul>
      );
    }
  }
}

function piece(part: Inline, key: number): ReactNode {
  switch (part.kind) {
    case "text":
      return <Fragment key={key}>{part.text}</Fragment>;
    case "break":
      return <br key={key} />;
    case "code":
      return (
        <code key={key} className="bg-ink/8 rounded px-1 py-0.5 font-mono text-[0.92em]">
          {part.text}
        </code>
      );
    case "strong":
      return <strong key={key}>{part.children.map(piece)}</strong>;
    case "emphasis":
      return <em key={key}>{part.children.map(piece)}</em>;
    case "strike":
      return <s key={key}>{part.children.map(piece)}</s>;
    case "link":
      return (
        <a
          key={key}
          href={part.href}
          target="_blank"
          rel="noreferrer noopener"
          className="underline underline-offset-2"
        >
          <bdi>{part.children.map(piece)}</bdi>
        </a>
      );
  }
}
