// Keys as they are printed on a keyboard.
import { classes } from "./classes";

export function Keys({ keys, isInverse }: { keys: string[]; isInverse?: boolean }) {
  return (
    <span className="inline-flex gap-0.5">
      {keys.map((key) => (
        <kbd
          key={key}
          className={classes(
            "inline-flex h-[1.125rem] min-w-[1.125rem] items-center justify-center rounded-[5px] px-1 text-2xs font-semibold",
            isInverse ? "bg-surface/20 text-surface" : "border-line-strong/60 bg-surface text-soft border",
          )}
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
