// Listens to the keyboard and runs what the keymap makes of it, for whichever screen is mounted.
import { useEffect, useRef } from "react";
import { type Command, readKey } from "./keymap";
import { runCommand, setRunner } from "./run_command";

export function useKeys(run: (command: Command) => void): void {
  const current = useRef(run);
  useEffect(() => {
    current.current = run;
  });
  useEffect(() => setRunner((command) => current.current(command)), []);
  useEffect(() => {
    let isGoing = false;
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.key === "Shift") return;
      const reading = readKey(
        {
          key: event.key,
          mod: event.ctrlKey || event.metaKey,
          alt: event.altKey,
          shift: event.shiftKey,
          isTyping: isTyping(event.target),
          isCovered: document.querySelector("[data-cover][data-open]") !== null,
        },
        isGoing,
      );
      ({ isGoing } = reading);
      if (!reading.command) return;
      event.preventDefault();
      runCommand(reading.command);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
}

/** A dialog that is just fading out takes no keys any more, even where its field still has the focus. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("[data-cover]:not([data-open])") === null &&
    (target.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
