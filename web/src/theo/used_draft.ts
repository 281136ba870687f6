// Whether an answer that somebody writes is still made of Theo's draft. Pure.
import type { Message, TheoAnswer } from "@/api/types";
import type { Draft } from "@/conversations/drafts";
import { type AskedAfter, isStale } from "./fresh_draft";

/** The draft's id, once nobody has said anything since and as long as something of it is left in the text. */
export function usedDraft(
  { text, theo_answer_id }: Pick<Draft, "text" | "theo_answer_id">,
  answers: TheoAnswer[],
  messages: Message[],
  askedAfter: AskedAfter,
): string | undefined {
  const used = answers.find(({ id }) => id === theo_answer_id);
  // Not loaded yet: nothing speaks against it.
  if (!used) return theo_answer_id;
  if (isStale(used, messages, askedAfter) || !isLeft(used.reply ?? "", text)) return undefined;
  return used.id;
}

/** A sentence of the draft, or half of its words. */
export function isLeft(reply: string, text: string): boolean {
  const written = wordsOf(text);
  const whole = ` ${written.join(" ")} `;
  const sentences = reply.split(/[.!?。！？\n]+/).map((sentence) => wordsOf(sentence).join(" "));
  if (sentences.some((sentence) => sentence.length >= telling && whole.includes(` ${sentence} `)))
    return true;
  const words = new Set(wordsOf(reply));
  const known = new Set(written);
  return [...words].filter((word) => known.has(word)).length * 2 >= words.size;
}

/** Shorter ones, as `Thank you!`, anybody writes. */
const telling = 16;

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
