// The mark: a line that goes out and comes back, and the dot of somebody waiting.

export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden className="shrink-0">
      <rect width="32" height="32" rx="9" className="fill-accent" />
      <path
        d="M9.5 19.5V13A4.5 4.5 0 0 1 14 8.5h3.2a5.3 5.3 0 0 1 0 10.6H13.4"
        fill="none"
        strokeWidth="2.8"
        strokeLinecap="round"
        className="stroke-accent-ink"
      />
      <circle cx="9.6" cy="24" r="2.2" className="fill-ping" />
    </svg>
  );
}

export function Logo() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <Mark size={28} />
      <span className="font-display text-[1.25rem] font-bold tracking-tight">Pingback</span>
    </span>
  );
}
