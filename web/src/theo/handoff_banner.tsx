// Over a conversation that Theo has handed over: why, until an agent has answered or ended it.
import { t } from "@lingui/core/macro";
import { Hand } from "lucide-react";
import type { Conversation } from "@/api/types";
import { keysOf } from "@/conversations/keymap";
import { runCommand } from "@/conversations/run_command";
import { Button } from "@/ui/button";
import { Tip } from "@/ui/tip";
import { reasonName } from "./words";

export function HandoffBanner({ conversation }: { conversation: Conversation }) {
  const { handoff_at, handoff_reason, assignee_id } = conversation;
  if (!handoff_at) return null;
  return (
    <div
      role="status"
      className="bg-ping/12 border-ping/25 flex items-center gap-2.5 border-b px-4 py-2 max-md:px-3"
    >
      <Hand size={15} aria-hidden className="text-ping-ink shrink-0" />
      <p className="min-w-0 text-sm">
        <strong className="text-ping-ink font-semibold">{t`Theo has handed this over.`}</strong>{" "}
        {handoff_reason && `${reasonName(handoff_reason)}.`}
      </p>
      {!assignee_id && (
        <Tip label={t`Take it`} keys={keysOf("assign_me")}>
          <Button size="small" className="ms-auto" onClick={() => runCommand("assign_me")}>
            {t`Take it`}
          </Button>
        </Tip>
      )}
    </div>
  );
}
