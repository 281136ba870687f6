// Theo's answers for the tests.
import type { TheoAnswer } from "@/api/types";

export function answer(number: number, change: Partial<TheoAnswer> = {}): TheoAnswer {
  return {
    id: `a${number}`,
    conversation_id: "c1",
    mode: "assist",
    state: "ready",
    reply: "Within 60 days.",
    confidence: 0.9,
    citations: [],
    writer: "extract",
    question_number: 1,
    is_edited: false,
    created_at: "2024-03-01T10:01:30Z",
    number,
    ...change,
  };
}
