// Tags as words to be added one by one: Enter or a comma puts one there, Backspace takes the last away.
import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { mostTags, withTags } from "./article_text";
import { isSaving } from "./save_keys";

interface TagsFieldProps {
  tags: string[];
  error?: string;
  onChange: (tags: string[]) => void;
}

export function TagsField({ tags, error, onChange }: TagsFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState("");

  function take(text: string): void {
    setTyped("");
    if (text.trim()) onChange(withTags(tags, text));
  }

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    // Saving goes on with what is typed.
    if (isSaving(event)) take(typed);
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      take(typed);
    } else if (event.key === "Backspace" && typed === "" && tags.length > 0) onChange(tags.slice(0, -1));
  }

  const isFull = tags.length >= mostTags;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {t`Tags`}
      </label>
      <div className="border-line-strong/80 bg-raised shadow-card focus-within:border-accent focus-within:outline-accent flex min-h-9.5 flex-wrap items-center gap-1 rounded-lg border p-1 focus-within:outline-2 focus-within:-outline-offset-1">
        {tags.map((tag) => (
          <span
            key={tag}
            className="bg-sunken inline-flex h-7 max-w-full items-center gap-0.5 rounded-md ps-2 text-sm"
          >
            <bdi className="truncate">{tag}</bdi>
            <button
              type="button"
              aria-label={t`Remove the tag ${tag}`}
              onClick={() => onChange(tags.filter((one) => one !== tag))}
              className="text-soft hover:text-ink focus-inset inline-flex size-6 shrink-0 items-center justify-center rounded-md"
            >
              <X size={13} aria-hidden />
            </button>
          </span>
        ))}
        <input
          id={id}
          value={typed}
          disabled={isFull}
          maxLength={64}
          autoComplete="off"
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-help`}
          onChange={({ target: { value } }) => (value.includes(",") ? take(value) : setTyped(value))}
          onKeyDown={press}
          onBlur={() => take(typed)}
          className="h-7 min-w-20 grow bg-transparent px-2 text-base outline-none"
        />
      </div>
      <p id={`${id}-help`} className={error ? "text-danger text-xs font-medium" : "text-faint text-xs"}>
        {error ?? (isFull ? t`${mostTags} tags at most.` : t`Enter or a comma adds a tag.`)}
      </p>
    </div>
  );
}
