// A person as a small round: their picture or their initials on a colour that stays theirs.
import { classes } from "./classes";

const tones = ["tone-a", "tone-b", "tone-c", "tone-d", "tone-e", "tone-f", "tone-g", "tone-h"];

interface AvatarProps {
  name: string;
  /** What the colour follows, so that a new name keeps it. */
  seed: string;
  size?: "tiny" | "small" | "medium" | "large";
  status?: "live" | "away" | "offline";
  className?: string;
}

const sizes = {
  tiny: "size-5 text-[0.5625rem]",
  small: "size-7 text-2xs",
  medium: "size-9 text-xs",
  large: "size-14 text-lg",
};

export function Avatar({ name, seed, size = "medium", status, className }: AvatarProps) {
  return (
    <span className={classes("relative inline-flex shrink-0", className)} aria-hidden>
      <span
        className={classes(
          "inline-flex items-center justify-center rounded-full font-semibold tracking-wide select-none",
          sizes[size],
          tones[toneOf(seed)],
        )}
      >
        {initials(name)}
      </span>
      {status && <StatusDot status={status} className="ring-paper absolute -right-0.5 -bottom-0.5 ring-2" />}
    </span>
  );
}

export function StatusDot({
  status,
  className,
}: {
  status: "live" | "away" | "offline";
  className?: string;
}) {
  return (
    <span
      className={classes(
        "inline-block size-2.5 rounded-full",
        status === "live" && "bg-good",
        status === "away" && "bg-note-line border-note-ink/60 border",
        status === "offline" && "bg-line-strong",
        className,
      )}
    />
  );
}

export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s@._-]+/)
    .filter(Boolean);
  const letters = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return letters.map((word) => [...word][0]!.toUpperCase()).join("") || "?";
}

function toneOf(seed: string): number {
  let sum = 0;
  for (const character of seed) sum = (sum * 31 + character.codePointAt(0)!) >>> 0;
  return sum % tones.length;
}
