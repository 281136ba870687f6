// The shape of what is about to appear, in the place where it will appear.
import { classes } from "./classes";

export function Skeleton({ className }: { className?: string }) {
  return <div className={classes("bg-hover animate-breathe rounded-md", className)} aria-hidden />;
}
