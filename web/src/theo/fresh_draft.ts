// Which of Theo's proposals an agent is shown: the newest, as long as nobody has said anything since. Pure.
import type { Message, TheoAnswer } from "@/api/types";
import type { Outgoing } from "@/conversations/outgoing";
import { microseconds } from "@/time";

export function freshDraft(
  answers: TheoAnswer[],
  messages: Message[],
  outgoing: Pick<Outgoing, "kind" | "state">[],
): TheoAnswer | null {
  const [newest] = answers;
  if (newest?.state !== "ready") return null;
  if (outgoing.some(({ kind, state }) => kind === "text" && state !== "failed")) return null;
  const last = messages.findLast(({ kind }) => kind === "text");
  return last && isLater(last, newest) ? null : newest;
}

/** Said after Theo had read the conversation. A draft that nobody waited for has no question to go by. */
function isLater(message: Message, { question_number, created_at }: TheoAnswer): boolean {
  return question_number
    ? message.number !== question_number
    : microseconds(message.created_at) > microseconds(created_at);
}

export type Confidence = "sure" | "fair" | "low";

/** From 0.8 on Theo would have sent it by himself. */
export function confidenceOf({ confidence }: Pick<TheoAnswer, "confidence">): Confidence {
  if (confidence >= 0.8) return "sure";
  return confidence >= 0.5 ? "fair" : "low";
}

/** What stands in the composer with the draft put under it: nothing that somebody typed is lost. */
export function withDraft(typed: string, draft: string): string {
  const before = typed.trimEnd();
  return before === "" ? draft : `${before}\n\n${draft}`;
}
