// How sure Theo is of a draft, in a word.
import { t } from "@lingui/core/macro";
import type { Confidence } from "./fresh_draft";

export function confidenceWords(confidence: Confidence): string {
  return { sure: t`Sure`, fair: t`Fairly sure`, low: t`Not sure` }[confidence];
}
