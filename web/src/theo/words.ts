// What Theo does, why he calls a human and how he sounds, in words that say what happens.
import { t } from "@lingui/core/macro";
import type { HandoffReason, TheoMode, Tone } from "@/api/types";

export function modeName(mode: TheoMode): string {
  return { off: t`Off`, assist: t`Helps the team`, auto: t`Answers by himself` }[mode];
}

export function modeHelp(mode: TheoMode): string {
  return {
    off: t`Theo does nothing. Nobody is offered a draft and no customer hears from him.`,
    assist: t`Agents ask him for drafts and send what they like. Customers never hear from him directly.`,
    auto: t`Where he is sure, he answers customers at once, with his sources. Everything else goes to the team.`,
  }[mode];
}

export function toneName(tone: Tone): string {
  return { friendly: t`Friendly`, formal: t`Formal`, brief: t`Brief` }[tone];
}

export function reasonName(reason: HandoffReason): string {
  return {
    user_requested: t`The customer asked for a human`,
    low_confidence: t`He was not sure enough`,
    no_knowledge: t`No article says anything about it`,
    complex_issue: t`A matter for people`,
    negative_sentiment: t`The customer was upset`,
  }[reason];
}

/** 0.834 as 83 %. */
export const percent = (share: number): string =>
  new Intl.NumberFormat(undefined, { style: "percent" }).format(share);

export const count = (many: number): string => new Intl.NumberFormat().format(many);
