// What the onboarding's steps have in common: a title, and links that look like buttons.

export const primaryLink =
  "inline-flex h-9 items-center gap-1.5 rounded-lg bg-accent px-3.5 font-medium text-accent-ink shadow-card hover:bg-accent-strong";
export const secondaryLink =
  "inline-flex h-9 items-center gap-1.5 rounded-lg border border-line-strong/70 bg-raised px-3.5 font-medium shadow-card hover:bg-hover";

export function StepTitle({ title, lead }: { title: string; lead: string }) {
  return (
    <div className="mb-7">
      <h1 className="font-display text-[1.75rem] leading-9 font-semibold tracking-tight">{title}</h1>
      <p className="text-soft mt-1.5 max-w-xl text-pretty">{lead}</p>
    </div>
  );
}
