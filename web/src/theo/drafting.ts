// What an agent does with Theo's drafts: asks for one, throws one away, says whether one was right.
import { useIsMutating, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { Message, TheoAnswer, TheoFeedback } from "@/api/types";
import { useDraft } from "@/conversations/drafts";
import { useOutgoing } from "@/conversations/outbox_provider";
import { threadQuery } from "@/conversations/queries";
import { sayProblem } from "@/ui/toasts";
import { answersQuery, refreshAnswers, storeAnswer, useAnswers } from "./answers";
import { freshDraft } from "./fresh_draft";
import { usedDraft } from "./used_draft";

const asking = (conversationId: string) => ["theo", "asking", conversationId];

/** What Theo can have read of the answers that were asked for in this tab. */
const askedAfter = new Map<string, number>();

/** The proposal that an agent is shown. */
export function useFreshDraft(conversationId: string, messages: Message[]): TheoAnswer | null {
  return freshDraft(useAnswers(conversationId), messages, useOutgoing(conversationId), askedAfter);
}

/** The id of the draft that the answer being written is made of. */
export function useUsedDraft(conversationId: string, messages: Message[]): string | undefined {
  return usedDraft(useDraft(conversationId), useAnswers(conversationId), messages, askedAfter);
}

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
      const thread = client.getQueryData(threadQuery(conversationId).queryKey);
      const last = thread?.messages.findLast(({ kind }) => kind === "text");
      const { id } = await must(
        api.POST("/api/v1/ai/reply", { body: { conversation_id: conversationId, mode: "assist" } }),
      );
      if (last) askedAfter.set(id, last.number);
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
  const note = useNoting((id) =>
    api.POST("/api/v1/ai/answers/{answer_id}/discard", { params: { path: { answer_id: id } } }),
  );
  return (answer) => note({ answer, change: { state: "discarded" } });
}

export interface Judgement {
  answer: TheoAnswer;
  feedback: TheoFeedback["feedback"];
}

export function useJudge(): (judgement: Judgement) => void {
  const note = useNoting<Pick<TheoFeedback, "feedback">>((id, body) =>
    api.POST("/api/v1/ai/answers/{answer_id}/feedback", { params: { path: { answer_id: id } }, body }),
  );
  return ({ answer, feedback }) => note({ answer, change: { feedback } });
}

/** What is said of an answer is shown at once. A list that is on its way may not know of it: it is asked for anew. */
function useNoting<Change extends Partial<TheoAnswer>>(
  post: (id: string, change: Change) => Parameters<typeof must<TheoAnswer>>[0],
): (noted: { answer: TheoAnswer; change: Change }) => void {
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ answer, change }: { answer: TheoAnswer; change: Change }) => must(post(answer.id, change)),
    onMutate: async ({ answer, change }) => {
      const { queryKey } = answersQuery(answer.conversation_id);
      const isOnItsWay = client.isFetching({ queryKey }) > 0;
      await client.cancelQueries({ queryKey });
      storeAnswer(client, { ...answer, ...change });
      return isOnItsWay;
    },
    onSuccess: (noted) => storeAnswer(client, noted),
    onError: (error, { answer }) => {
      storeAnswer(client, answer);
      void refreshAnswers(client, answer.conversation_id);
      sayProblem(error);
    },
    onSettled: (_noted, _error, { answer }, wasOnItsWay) => {
      if (wasOnItsWay) void refreshAnswers(client, answer.conversation_id);
    },
  });
  return mutate;
}
