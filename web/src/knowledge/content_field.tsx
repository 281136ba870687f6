// The text of an article in Markdown, with its formatting buttons, and how customers will see it.
import { t } from "@lingui/core/macro";
import { Eye, PenLine } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { type Mark, mark } from "@/conversations/markdown_marks";
import { MarkdownToolbar } from "@/conversations/markdown_toolbar";
import { Article } from "@/ui/article";
import { classes } from "@/ui/classes";

/** Letters, as the server takes them. */
const longest = 100_000;

interface ContentFieldProps {
  content: string;
  lang?: string;
  error?: string;
  onChange: (content: string) => void;
}

export function ContentField({ content, lang, error, onChange }: ContentFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [isPreview, setPreview] = useState(false);

  function decorate(kind: Mark): void {
    const element = area.current;
    if (!element) return;
    const next = mark(content, element.selectionStart, element.selectionEnd, kind);
    onChange(next.text);
    element.focus();
    requestAnimationFrame(() => element.setSelectionRange(next.start, next.end));
  }

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing || !(event.ctrlKey || event.metaKey)) return;
    const marks: Record<string, Mark> = { b: "strong", i: "emphasis" };
    const wanted = marks[event.key.toLowerCase()];
    if (!wanted) return;
    event.preventDefault();
    decorate(wanted);
  }

  return (
    <div className="flex min-h-0 grow flex-col">
      <div
        className={classes(
          "bg-raised shadow-card flex min-h-0 grow flex-col rounded-xl border transition-colors",
          error ? "border-danger" : "border-line-strong/70",
          "has-[textarea:focus]:border-accent has-[textarea:focus]:outline-accent has-[textarea:focus]:outline-2 has-[textarea:focus]:-outline-offset-1",
        )}
      >
        <div className="border-line flex min-h-10 flex-wrap items-center gap-1 border-b px-1.5 py-1">
          <ModeButton isOn={!isPreview} onClick={() => setPreview(false)}>
            <PenLine size={13} aria-hidden />
            {t`Write`}
          </ModeButton>
          <ModeButton isOn={isPreview} onClick={() => setPreview(true)}>
            <Eye size={14} aria-hidden />
            {t`Preview`}
          </ModeButton>
          {!isPreview && (
            <span className="sm:ms-auto">
              <MarkdownToolbar onMark={decorate} hasHeadings />
            </span>
          )}
        </div>
        {isPreview ? (
          // What is longer than the screen is read with the keys too.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <div
            role="region"
            tabIndex={0}
            aria-label={t`Preview`}
            className="focus-inset min-h-80 grow overflow-y-auto rounded-b-xl px-5 py-4"
          >
            {content.trim() ? (
              <Article source={content} lang={lang} />
            ) : (
              <p className="text-faint">{t`Nothing is written yet.`}</p>
            )}
          </div>
        ) : (
          <textarea
            ref={area}
            aria-label={t`Text`}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? "article-content-problem" : undefined}
            placeholder={t`Markdown: **bold**, ## a heading, - a list, [a link](https://…)`}
            value={content}
            maxLength={longest}
            dir="auto"
            lang={lang}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={press}
            className="min-h-80 w-full grow resize-none rounded-b-xl bg-transparent px-5 py-4 text-[0.9375rem] leading-relaxed outline-none max-md:min-h-[45vh]"
          />
        )}
      </div>
      {error && (
        <p id="article-content-problem" className="text-danger mt-1.5 text-xs font-medium">
          {error}
        </p>
      )}
    </div>
  );
}

function ModeButton({
  isOn,
  onClick,
  children,
}: {
  isOn: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className={classes(
        "inline-flex h-7 items-center gap-1.5 rounded-lg px-2.5 text-sm font-semibold",
        isOn ? "bg-ink/8 text-ink" : "text-soft hover:bg-ink/5",
      )}
    >
      {children}
    </button>
  );
}
