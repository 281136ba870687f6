// How a panel about somebody is cut into parts and lines.
import type { ReactNode } from "react";

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-line border-t py-4">
      <h3 className="text-faint mb-2 text-xs font-semibold">{title}</h3>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-1">{children}</div>
    </section>
  );
}

export function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center gap-3 text-sm">
      <span className="text-faint w-[4.75rem] shrink-0 truncate">{label}</span>
      <span className="min-w-0 grow break-words">{children}</span>
    </div>
  );
}
