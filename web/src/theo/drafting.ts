// What an agent does with Theo's drafts: asks for one, throws one away, says whether one was right.
import { useIsMutating, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { TheoAnswer, TheoFeedback } from "@/api/types";
import { sayProblem } from "@/ui/toasts";
import { refreshAnswers, storeAnswer } from "./answers";

const asking = (conversationId: string) => ["theo", "asking", conversationId];

export interface Asking {
  ask: () => void;
  /** Nothing of it is shown any more. */
  forget: () => void;
  /** From wherever it was asked. */
  isAsking: boolean;
  error: unknown;
}

/** Goes on when the conversation is left meanwhile: the draft waits there. */
export function useAsking(conversationId: string): Asking {
  const client = useQueryClient();
  const { mutate, reset, error } = useMutation({
    mutationKey: asking(conversationId),
    mutationFn: async () => {
      await must(api.POST("/api/v1/ai/reply", { body: { conversation_id: conversationId, mode: "assist" } }));
      await refreshAnswers(client, conversationId);
    },
  });
  const isAsking = useIsMutating({ mutationKey: asking(conversationId) }) > 0;
  return {
    ask: () => {
      if (!isAsking) mutate();
    },
    forget: reset,
    isAsking,
    error,
  };
}

export function useDiscard(): (answer: TheoAnswer) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ id }: TheoAnswer) =>
      must(api.POST("/api/v1/ai/answers/{answer_id}/discard", { params: { path: { answer_id: id } } })),
    onMutate: (answer) => storeAnswer(client, { ...answer, state: "discarded" }),
    onError: (error, answer) => {
      void refreshAnswers(client, answer.conversation_id);
      sayProblem(error);
    },
  });
  return mutate;
}

export interface Judgement {
  answer: TheoAnswer;
  feedback: TheoFeedback["feedback"];
}

export function useJudge(): (judgement: Judgement) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ answer: { id }, feedback }: Judgement) =>
      must(
        api.POST("/api/v1/ai/answers/{answer_id}/feedback", {
          params: { path: { answer_id: id } },
          body: { feedback },
        }),
      ),
    onMutate: ({ answer, feedback }) => storeAnswer(client, { ...answer, feedback }),
    onError: (error, { answer }) => {
      storeAnswer(client, answer);
      sayProblem(error);
    },
  });
  return mutate;
}
