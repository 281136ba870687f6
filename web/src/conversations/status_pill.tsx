// A conversation's status as a small coloured word.
import type { Status } from "@/api/types";
import { classes } from "@/ui/classes";
import { statusName } from "./words";

const looks: Record<Status, string> = {
  open: "bg-accent-soft text-accent",
  pending: "bg-note text-note-ink",
  resolved: "bg-hover text-soft",
  closed: "bg-hover text-soft",
};

export function StatusPill({ status }: { status: Status }) {
  return (
    <span
      className={classes(
        "inline-flex h-5 shrink-0 items-center rounded-full px-2 text-xs font-semibold",
        looks[status],
      )}
    >
      {statusName(status)}
    </span>
  );
}
