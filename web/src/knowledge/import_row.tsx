// One import: how far it is, what it made, what it could not read, and stopping it.
import { useQueryClient } from "@tanstack/react-query";
import { plural, t } from "@lingui/core/macro";
import { ChevronDown, FileStack, Globe } from "lucide-react";
import { useId, useState } from "react";
import { api, must } from "@/api/client";
import type { Import } from "@/api/types";
import { useMember } from "@/team/members";
import { ago, fullTime } from "@/time";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { useNow } from "@/ui/screen";
import { sayProblem } from "@/ui/toasts";
import { ImportItems } from "./import_items";
import { importsKey } from "./queries";
import { importStateName } from "./words";

export function ImportRow({ of }: { of: Import }) {
  const now = useNow();
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const by = useMember(of.user_id)?.name;
  const isUnderWay = of.state === "waiting" || of.state === "running";
  const Icon = of.kind === "site" ? Globe : FileStack;
  return (
    <li className="px-4 py-3.5">
      <div className="flex items-start gap-3.5">
        <span className="bg-sunken text-soft inline-flex size-9 shrink-0 items-center justify-center rounded-xl max-sm:hidden">
          <Icon size={17} aria-hidden />
        </span>
        <div className="min-w-0 grow">
          <p className="truncate text-sm font-semibold">
            <bdi>{of.source}</bdi>
          </p>
          <p className="text-faint text-xs" title={fullTime(of.created_at)}>
            {[by, ago(of.created_at, now)].filter(Boolean).join(" · ")}
          </p>
          {isUnderWay ? <Progress of={of} /> : <p className="text-soft mt-1 text-xs">{made(of)}</p>}
          {of.problem && <p className="text-danger mt-1 text-xs font-medium text-pretty">{of.problem}</p>}
        </div>
        <span
          className={classes(
            "inline-flex h-5 shrink-0 items-center rounded-full px-2 text-xs font-semibold",
            isUnderWay && "bg-note text-note-ink",
            of.state === "done" && "bg-accent-soft text-accent",
            of.state === "failed" && "bg-danger-soft text-danger",
            of.state === "cancelled" && "bg-hover text-soft",
          )}
        >
          {importStateName(of.state)}
        </span>
        {isUnderWay && <Cancel id={of.id} />}
      </div>
      <div className="mt-2 sm:ps-12.5">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setOpen(!isOpen)}
          className={classes(
            "focus-inset inline-flex items-center gap-1 rounded text-xs font-semibold",
            of.failed > 0 ? "text-danger" : "text-soft hover:text-ink",
          )}
        >
          {of.failed > 0
            ? plural(of.failed, { one: "# could not be read", other: "# could not be read" })
            : of.kind === "site"
              ? t`Its pages`
              : t`Its files`}
          <ChevronDown
            size={14}
            aria-hidden
            className={classes("transition-transform", isOpen && "rotate-180")}
          />
        </button>
        <div id={id}>{isOpen && <ImportItems of={of} />}</div>
      </div>
    </li>
  );
}

function Progress({ of: { kind, done, total } }: { of: Import }) {
  const words =
    total === 0
      ? t`Looking what there is…`
      : kind === "site"
        ? t`${done} of ${total} pages`
        : t`${done} of ${total} files`;
  return (
    <div className="mt-1.5 flex items-center gap-2.5">
      <progress
        aria-label={t`Done so far`}
        {...(total > 0 && { value: done, max: total })}
        className="accent-accent h-2 w-full max-w-64"
      />
      <span className="text-soft tabular text-xs whitespace-nowrap">{words}</span>
    </div>
  );
}

function Cancel({ id }: { id: string }) {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  async function cancel(): Promise<void> {
    setBusy(true);
    try {
      await must(api.POST("/api/v1/kb/imports/{import_id}/cancel", { params: { path: { import_id: id } } }));
    } catch (error) {
      sayProblem(error);
    }
    await client.invalidateQueries({ queryKey: importsKey });
    setBusy(false);
  }
  return (
    <Button size="small" isBusy={isBusy} onClick={() => void cancel()}>
      {t`Cancel`}
    </Button>
  );
}

function made({ created, updated, unchanged }: Import): string {
  const parts = [
    created > 0 && plural(created, { one: "# new article", other: "# new articles" }),
    updated > 0 && plural(updated, { one: "# updated", other: "# updated" }),
    unchanged > 0 && plural(unchanged, { one: "# unchanged", other: "# unchanged" }),
  ].filter((part): part is string => Boolean(part));
  return parts.length > 0 ? parts.join(", ") : t`No articles`;
}
