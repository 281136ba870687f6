// Heading, form and the way elsewhere: how each screen before signing in is laid out.
import type { ReactNode } from "react";

export function FormPage({
  title,
  lead,
  children,
  foot,
}: {
  title: string;
  lead?: ReactNode;
  children?: ReactNode;
  foot?: ReactNode;
}) {
  return (
    <>
      <h1 className="font-display text-[1.75rem] leading-9 font-semibold tracking-tight">{title}</h1>
      {lead && <p className="text-soft mt-2 text-pretty">{lead}</p>}
      <div className="mt-7">{children}</div>
      {foot && <div className="text-soft mt-6 text-sm">{foot}</div>}
    </>
  );
}

export const textLink =
  "text-accent font-semibold underline decoration-1 underline-offset-3 hover:text-accent-strong";
