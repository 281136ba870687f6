// Which of Theo's proposals an agent is shown: the newest, as long as nobody has said anything since. Pure.
import type { Message, TheoAnswer } from "@/api/types";
import type { Outgoing } from "@/conversations/outgoing";
import { microseconds } from "@/time";

/** The number of the message that was the last one when an answer was asked for here, by the answer's id. */
export type AskedAfter = ReadonlyMap<string, number>;

export function freshDraft(
  answers: TheoAnswer[],
  messages: Message[],
  outgoing: Pick<Outgoing, "kind" | "state">[],
  askedAfter: AskedAfter,
): TheoAnswer | null {
  const [newest] = answers;
  if (newest?.state !== "ready") return null;
  if (outgoing.some(({ kind, state }) => kind === "text" && state !== "failed")) return null;
  return isStale(newest, messages, askedAfter) ? null : newest;
}

/** Something was said that Theo had not read. */
export function isStale(
  { id, question_number, created_at }: TheoAnswer,
  messages: Message[],
  askedAfter: AskedAfter,
): boolean {
  const said = messages.filter(({ kind }) => kind === "text");
  const last = said.at(-1);
  if (!last) return false;
  if (question_number) return last.number !== question_number;
  if (microseconds(last.created_at) > microseconds(created_at)) return true;
  // Nobody waited for it, so that it names no question; and it was made some time after Theo had read.
  const asked = askedAfter.get(id);
  const since =
    asked === undefined ? [last] : said.slice(said.findIndex(({ number }) => number === asked) + 1);
  return since.some(({ sender_type }) => sender_type === "customer");
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
