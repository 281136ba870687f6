// What a place shows when there is nothing in it: what it is for and what to do next.
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex h-full flex-col items-center justify-center px-8 py-12 text-center">
      <div className="bg-accent-soft text-accent mb-4 inline-flex size-12 items-center justify-center rounded-2xl">
        {icon}
      </div>
      <p className="font-display text-lg font-semibold">{title}</p>
      {children && <div className="text-soft mt-1.5 max-w-[19rem] text-sm text-pretty">{children}</div>}
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}
