// Ties Theo's draft to the composer: what is fresh, into the text with it, or straight to the customer.
import type { Conversation, Message, TheoAnswer } from "@/api/types";
import { keepDraft, useDraft } from "@/conversations/drafts";
import { focusPoints } from "@/conversations/focus_points";
import { useOutbox } from "@/conversations/outbox_provider";
import type { Recipients } from "@/conversations/people";
import { preview } from "@/conversations/preview";
import { useTheoMode } from "./answers";
import { DraftBar } from "./draft_bar";
import { useFreshDraft, useUsedDraft } from "./drafting";
import { withDraft } from "./fresh_draft";

interface ComposerDraftProps {
  conversation: Conversation;
  messages: Message[];
  /** Who gets an answer by mail beside the customer. */
  recipients: Recipients | undefined;
  /** Whether the channel takes it. */
  isTaken: (text: string) => boolean;
}

export function ComposerDraft({ conversation: { id }, messages, recipients, isTaken }: ComposerDraftProps) {
  const mode = useTheoMode();
  const typed = useDraft(id);
  const outbox = useOutbox();
  const draft = useFreshDraft(id, messages);
  const used = useUsedDraft(id, messages);
  const asked = messages.findLast(({ sender_type }) => sender_type === "customer");
  if (mode === null || mode === "off") return null;

  function use({ id: theo_answer_id }: TheoAnswer, reply: string): void {
    keepDraft(id, { text: withDraft(typed.text, reply), theo_answer_id });
    focusPoints.composer?.("text");
  }

  function send({ id: theo_answer_id }: TheoAnswer, reply: string): void {
    outbox.send({ conversation_id: id, content: reply, kind: "text", recipients, theo_answer_id });
  }

  return (
    <DraftBar
      conversationId={id}
      question={preview({ content: asked?.content ?? "" })}
      draft={draft}
      isUsed={draft !== null && used === draft.id}
      isWriting={typed.text.trim() !== ""}
      onUse={use}
      onSend={isTaken(draft?.reply ?? "") ? send : null}
    />
  );
}
