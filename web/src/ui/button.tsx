// Buttons: four weights, two sizes, one with only an icon. A busy one keeps its width and can't be pressed twice.
import type { ComponentProps, ReactNode } from "react";
import { classes } from "./classes";
import { Tip } from "./tip";

type Weight = "primary" | "secondary" | "quiet" | "danger";

const weights: Record<Weight, string> = {
  primary: "bg-accent text-accent-ink hover:bg-accent-strong disabled:opacity-55 shadow-card",
  secondary: "bg-raised text-ink border border-line-strong/70 hover:bg-hover disabled:opacity-55 shadow-card",
  quiet: "text-soft hover:bg-hover hover:text-ink disabled:opacity-50",
  danger: "bg-danger-soft text-danger hover:bg-danger hover:text-surface disabled:opacity-55",
};

interface ButtonProps extends ComponentProps<"button"> {
  weight?: Weight;
  size?: "small" | "medium";
  isBusy?: boolean;
}

export function Button({
  weight = "secondary",
  size = "medium",
  isBusy,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || isBusy}
      aria-busy={isBusy || undefined}
      className={classes(
        "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-lg font-medium whitespace-nowrap transition-colors duration-100 select-none",
        size === "small" ? "h-7 px-2.5 text-sm" : "h-9 px-3.5 text-base",
        weights[weight],
        className,
      )}
    >
      {children}
    </button>
  );
}

interface IconButtonProps extends ComponentProps<"button"> {
  label: string;
  keys?: string[];
  isOn?: boolean;
  children: ReactNode;
}

export function IconButton({ label, keys, isOn, className, children, ...rest }: IconButtonProps) {
  return (
    <Tip label={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={isOn}
        {...rest}
        className={classes(
          "inline-flex size-8 shrink-0 items-center justify-center rounded-lg transition-colors duration-100 disabled:opacity-45",
          isOn ? "bg-accent-soft text-accent" : "text-soft hover:bg-hover hover:text-ink",
          className,
        )}
      >
        {children}
      </button>
    </Tip>
  );
}
