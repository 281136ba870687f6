// How much of a whole: a bar with its words.
import { useId } from "react";
import { classes } from "./classes";

interface MeterProps {
  label: string;
  /** 0 to 1; what is more fills the bar. */
  share: number;
  /** What the bar shows, said. */
  words: string;
  /** Where a line is drawn, 0 to 1. */
  mark?: number;
}

export function Meter({ label, share, words, mark }: MeterProps) {
  const id = useId();
  const filled = Math.max(0, Math.min(1, share)) * 100;
  return (
    <div>
      <div className="flex items-baseline justify-between gap-4 text-sm">
        <span id={id} className="font-semibold">
          {label}
        </span>
        <span className="text-soft tabular">{words}</span>
      </div>
      <div
        role="meter"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(filled)}
        aria-valuetext={words}
        className="bg-hover relative mt-1.5 h-2 overflow-hidden rounded-full"
      >
        <div
          className={classes("h-full rounded-full", share >= 1 && !mark ? "bg-danger" : "bg-accent")}
          style={{ width: `${filled}%` }}
        />
        {mark !== undefined && (
          <div className="bg-ink absolute inset-y-0 w-0.5" style={{ left: `${mark * 100}%` }} />
        )}
      </div>
    </div>
  );
}
