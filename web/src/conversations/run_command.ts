// Lets any part of the inbox run a command by its name; commands.tsx says what each one does.
import type { Command } from "./keymap";

type Runner = (command: Command) => void;

let runner: Runner | null = null;

export function runCommand(command: Command): void {
  runner?.(command);
}

export function setRunner(next: Runner): () => void {
  runner = next;
  return () => {
    if (runner === next) runner = null;
  };
}
