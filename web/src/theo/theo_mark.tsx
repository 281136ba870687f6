// Theo's picture: the round of a person, but plainly none.
import { Sparkles } from "lucide-react";
import { classes } from "@/ui/classes";

export function TheoMark({ size = "small", className }: { size?: "tiny" | "small"; className?: string }) {
  return (
    <span
      aria-hidden
      className={classes(
        "bg-accent text-accent-ink inline-flex shrink-0 items-center justify-center rounded-full",
        size === "tiny" ? "size-5" : "size-7",
        className,
      )}
    >
      <Sparkles size={size === "tiny" ? 11 : 14} />
    </span>
  );
}
