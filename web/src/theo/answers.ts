// What Theo has proposed and said in a conversation, as loaded; and whether he is wanted at all.
import { queryOptions, type QueryClient, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, must } from "@/api/client";
import type { TheoAnswer } from "@/api/types";
import { theoSettingsQuery } from "./queries";

/** Among the conversations' own, so that catching up after a gap asks for it too. */
export function answersQuery(conversationId: string) {
  return queryOptions({
    queryKey: ["conversations", "answers", conversationId] as const,
    queryFn: ({ signal }) =>
      must(api.GET("/api/v1/ai/answers", { params: { query: { conversation_id: conversationId } }, signal })),
  });
}

/** Null as long as nobody knows. */
export function useTheoMode() {
  return useQuery({ ...theoSettingsQuery, staleTime: 60_000 }).data?.mode ?? null;
}

const none: TheoAnswer[] = [];

/** Newest first. */
export function useAnswers(conversationId: string): TheoAnswer[] {
  return useQuery(answersQuery(conversationId)).data ?? none;
}

/** By the numbers of the messages that they became. */
export function useAnswersByMessage(conversationId: string): Map<number, TheoAnswer> {
  const answers = useAnswers(conversationId);
  return useMemo(() => byMessage(answers), [answers]);
}

export function byMessage(answers: TheoAnswer[]): Map<number, TheoAnswer> {
  return new Map(
    answers.flatMap((answer) => (answer.message_number ? [[answer.message_number, answer]] : [])),
  );
}

/** Asks again where it is shown; elsewhere when it is shown next. */
export function refreshAnswers(client: QueryClient, conversationId: string): Promise<void> {
  return client.invalidateQueries({ queryKey: answersQuery(conversationId).queryKey });
}

export function storeAnswer(client: QueryClient, answer: TheoAnswer): void {
  client.setQueryData(answersQuery(answer.conversation_id).queryKey, (answers) =>
    answers?.map((other) => (other.id === answer.id ? answer : other)),
  );
}
