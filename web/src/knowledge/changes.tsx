// Two texts as what went and what came, line by line.
import { t } from "@lingui/core/macro";
import { useMemo } from "react";
import { classes } from "@/ui/classes";
import { type DiffLine, lineDiff, withGaps } from "./line_diff";

export function Changes({ before, after }: { before: string; after: string }) {
  const lines = useMemo(() => withGaps(lineDiff(before, after)), [before, after]);
  if (lines.every((line) => line === null || line.kind === "same"))
    return <p className="text-faint text-sm">{t`The text is the same.`}</p>;
  return (
    <div className="border-line overflow-hidden rounded-lg border font-mono text-xs leading-5" dir="auto">
      {lines.map((line, index) => (
        // Lines have no ids of their own, and are shown anew as a whole.
        <Line key={index} line={line} />
      ))}
    </div>
  );
}

function Line({ line }: { line: DiffLine | null }) {
  if (!line) return <p className="bg-sunken text-faint px-3 select-none">⋯</p>;
  const { kind, text } = line;
  const words = { same: "", gone: t`Removed:`, new: t`Added:` };
  return (
    <p
      className={classes(
        "flex gap-2 px-3 whitespace-pre-wrap wrap-anywhere",
        kind === "gone" && "bg-danger-soft text-danger",
        kind === "new" && "bg-accent-soft text-accent",
      )}
    >
      <span className="w-2 shrink-0 select-none" aria-hidden>
        {{ same: "", gone: "−", new: "+" }[kind]}
      </span>
      {words[kind] && <span className="sr-only">{words[kind]}</span>}
      <span className="min-w-0">{text || " "}</span>
    </p>
  );
}
