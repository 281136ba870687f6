// How was it? The server asks, the visitor answers once. Knows neither socket nor screen.
import { signal } from "@preact/signals-core";

export interface Rating {
  conversation: number | null;
  score: number | null;
}

export interface Answer {
  conversation_id: number | null;
  score: number;
  comment: string;
}

export function createRating(tell: (answer: Answer) => void) {
  const rating = signal<Rating | null>(null);
  return {
    rating,
    ask: (conversation: number | null) => (rating.value = { conversation, score: null }),
    rate(score: number, comment: string): void {
      const conversation = rating.value?.conversation ?? null;
      rating.value = { conversation, score };
      tell({ conversation_id: conversation, score, comment });
    },
    dismissRating: () => (rating.value = null),
  };
}
