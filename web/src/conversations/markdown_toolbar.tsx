// The formatting buttons of the composer and of articles, which have headings too.
import { t } from "@lingui/core/macro";
import { Bold, Code, Heading2, Italic, Link, List, TextQuote } from "lucide-react";
import { IconButton } from "@/ui/button";
import { isMac } from "./keymap";
import type { Mark } from "./markdown_marks";

export function MarkdownToolbar({
  onMark,
  hasHeadings,
}: {
  onMark: (kind: Mark) => void;
  hasHeadings?: boolean;
}) {
  const key = isMac() ? "⌘" : "Ctrl";
  return (
    <div role="group" aria-label={t`Formatting`} className="flex">
      {hasHeadings && (
        <IconButton label={t`Heading`} onClick={() => onMark("heading")}>
          <Heading2 size={15} />
        </IconButton>
      )}
      <IconButton label={t`Bold`} keys={[key, "B"]} onClick={() => onMark("strong")}>
        <Bold size={15} />
      </IconButton>
      <IconButton label={t`Italic`} keys={[key, "I"]} onClick={() => onMark("emphasis")}>
        <Italic size={15} />
      </IconButton>
      <IconButton label={t`Code`} onClick={() => onMark("code")}>
        <Code size={15} />
      </IconButton>
      <IconButton label={t`Link`} onClick={() => onMark("link")}>
        <Link size={15} />
      </IconButton>
      <IconButton label={t`List`} onClick={() => onMark("list")}>
        <List size={15} />
      </IconButton>
      <IconButton label={t`Quote`} onClick={() => onMark("quote")}>
        <TextQuote size={15} />
      </IconButton>
    </div>
  );
}
