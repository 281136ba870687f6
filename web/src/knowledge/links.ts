// Links that look like buttons.

const link =
  "inline-flex h-9 shrink-0 items-center justify-center gap-1.5 rounded-lg px-3.5 text-base font-medium whitespace-nowrap transition-colors duration-100 select-none shadow-card";

export const primaryLink = `${link} bg-accent text-accent-ink hover:bg-accent-strong`;
export const secondaryLink = `${link} bg-raised text-ink border border-line-strong/70 hover:bg-hover`;
