// In the composer: asks Theo for a draft, while there is none.
import { t } from "@lingui/core/macro";
import { Sparkles } from "lucide-react";
import type { Message } from "@/api/types";
import { keysOf } from "@/conversations/keymap";
import { Button } from "@/ui/button";
import { Tip } from "@/ui/tip";
import { useTheoMode } from "./answers";
import { useAsking, useFreshDraft } from "./drafting";
import { theoHandles } from "./handles";

export function AskButton({ conversationId, messages }: { conversationId: string; messages: Message[] }) {
  const mode = useTheoMode();
  const { isAsking } = useAsking(conversationId);
  const draft = useFreshDraft(conversationId, messages);
  if (mode === null || mode === "off" || draft) return null;
  return (
    <Tip label={t`Ask Theo for a draft`} keys={keysOf("draft")}>
      <Button
        size="small"
        weight="quiet"
        className="ms-auto"
        isBusy={isAsking}
        onClick={() => theoHandles.draft?.()}
      >
        <Sparkles size={14} aria-hidden />
        {t`Ask Theo`}
      </Button>
    </Tip>
  );
}
