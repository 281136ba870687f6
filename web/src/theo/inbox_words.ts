// What Theo thinks, in words for agents.
import { t } from "@lingui/core/macro";
import type { HandoffReason } from "@/api/types";
import type { Confidence } from "./fresh_draft";

/** How sure he is. */
export function confidenceWords(confidence: Confidence): string {
  return { sure: t`Sure`, fair: t`Fairly sure`, low: t`Not sure` }[confidence];
}

/** Why a human is needed. */
export function reasonWords(reason: HandoffReason): string {
  return {
    low_confidence: t`He was not sure enough of an answer.`,
    user_requested: t`The customer asks for a human.`,
    complex_issue: t`This is for people to decide, or his answers have not helped.`,
    negative_sentiment: t`The customer is upset.`,
    no_knowledge: t`No article says anything about it.`,
  }[reason];
}
