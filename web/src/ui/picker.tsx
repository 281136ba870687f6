// Type a few letters, choose with the arrows: the palette, assigning and snoozing all look like this.
import { t } from "@lingui/core/macro";
import { Search } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { classes } from "./classes";
import { Modal } from "./dialog";
import { Keys } from "./keys";

export interface Choice {
  id: string;
  label: string;
  hint?: string;
  icon?: ReactNode;
  keys?: string[];
  group?: string;
  /** Other words by which it is found. */
  words?: string;
  run: () => void;
}

interface PickerProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  placeholder: string;
  choices: Choice[];
  /** Choices that depend on what is typed, shown last. */
  extra?: (typed: string) => Choice[];
  /** Said where there is nothing to choose and nothing typed. */
  empty?: string;
}

export function Picker({ isOpen, onClose, title, placeholder, choices, extra, empty }: PickerProps) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={title} isBare width="max-w-xl">
      <PickerBody
        onClose={onClose}
        placeholder={placeholder}
        choices={choices}
        extra={extra}
        empty={empty}
        title={title}
      />
    </Modal>
  );
}

function PickerBody({ onClose, title, placeholder, choices, extra, empty }: Omit<PickerProps, "isOpen">) {
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = [...choices.filter((choice) => isFound(choice, typed)), ...(extra?.(typed.trim()) ?? [])];
  const current = Math.min(at, found.length - 1);

  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current]);

  function choose(choice: Choice | undefined): void {
    if (!choice) return;
    onClose();
    choice.run();
  }

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setAt((current + 1) % Math.max(1, found.length));
    else if (event.key === "ArrowUp") setAt((current - 1 + found.length) % Math.max(1, found.length));
    else if (event.key === "Enter") choose(found[current]);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <div className="border-line flex items-center gap-3 border-b px-4">
        <Search size={17} className="text-faint shrink-0" aria-hidden />
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={found[current] ? `${id}-${found[current].id}` : undefined}
          aria-label={placeholder}
          placeholder={placeholder}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
          className="h-13 w-full bg-transparent text-[0.9375rem] outline-none"
        />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={title}
        className="min-h-0 grow overflow-y-auto p-1.5"
      >
        {found.map((choice, index) => (
          <div key={choice.id} role="presentation">
            {choice.group && choice.group !== found[index - 1]?.group && (
              <div role="presentation" className="text-faint px-3 pt-2.5 pb-1 text-xs font-semibold">
                {choice.group}
              </div>
            )}
            {/* The field keeps the focus and hears the keys: aria-activedescendant points here. */}
            {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus */}
            <div
              id={`${id}-${choice.id}`}
              role="option"
              aria-selected={index === current}
              onClick={() => choose(choice)}
              onPointerMove={() => setAt(index)}
              className={classes(
                "flex min-h-9.5 items-center gap-3 rounded-lg px-3 text-base select-none",
                index === current && "bg-hover",
              )}
            >
              {choice.icon && <span className="text-soft inline-flex w-5 justify-center">{choice.icon}</span>}
              <span className="truncate">{choice.label}</span>
              {choice.hint && <span className="text-faint truncate text-sm">{choice.hint}</span>}
              {choice.keys && (
                <span className="ml-auto">
                  <Keys keys={choice.keys} />
                </span>
              )}
            </div>
          </div>
        ))}
        {found.length === 0 && (
          <p className="text-soft px-3 py-6 text-center text-sm">
            {typed === "" && empty ? empty : t`Nothing found. Try another word.`}
          </p>
        )}
      </div>
    </>
  );
}

function isFound({ label, hint, words }: Choice, typed: string): boolean {
  const text = `${label} ${hint ?? ""} ${words ?? ""}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
