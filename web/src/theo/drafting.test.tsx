import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook, waitFor } from "@testing-library/react";
import type { PropsWithChildren } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { TheoAnswer } from "@/api/types";
import { threadQuery } from "@/conversations/queries";
import { conversation, message } from "@/conversations/sample";
import { answersQuery } from "./answers";
import { useAsking, useDiscard, useFreshDraft, useJudge } from "./drafting";
import { answer } from "./sample";

let client: QueryClient;
let calls: { path: string; answer: (body: unknown, status: number) => void }[] = [];
const wrapper = ({ children }: PropsWithChildren) => (
  <QueryClientProvider client={client}>{children}</QueryClientProvider>
);
const { queryKey } = answersQuery("c1");
const shown = () => client.getQueryData<TheoAnswer[]>(queryKey)?.[0];

/** Answers the oldest call of this path that waits. */
async function give(path: RegExp, body: unknown, status = 200): Promise<void> {
  const isIt = (call: (typeof calls)[number]) => path.test(call.path);
  await waitFor(() => expect(calls.some(isIt)).toBe(true));
  const [call] = calls.splice(calls.findIndex(isIt), 1);
  await act(async () => call!.answer(body, status));
}

beforeEach(() => {
  calls = [];
  vi.stubGlobal(
    "fetch",
    ({ url }: Request) =>
      new Promise<Response>((resolve) => {
        calls.push({
          path: new URL(url).pathname,
          answer: (body, status) => resolve(Response.json(body, { status })),
        });
      }),
  );
  client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(queryKey, [answer(1)]);
});

test("a draft that is thrown away stays so, whatever was on its way", async () => {
  const { result } = renderHook(useDiscard, { wrapper });
  const loading = client.fetchQuery(answersQuery("c1")).catch(() => undefined);
  await act(async () => result.current(answer(1)));
  await give(/answers$/, [answer(1)]);
  await loading;
  expect(shown()?.state).toBe("discarded");
  await give(/discard$/, answer(1, { state: "discarded", feedback: "wrong" }));
  await waitFor(() => expect(shown()).toMatchObject({ state: "discarded", feedback: "wrong" }));
});

test("a judgement is shown at once, and taken back when the server refuses it", async () => {
  const { result } = renderHook(useJudge, { wrapper });
  await act(async () => result.current({ answer: answer(1), feedback: "right" }));
  expect(shown()?.feedback).toBe("right");
  await give(/feedback$/, { detail: "Busy" }, 503);
  await waitFor(() => expect(shown()?.feedback).toBeUndefined());
});

test("a draft that was asked for before the customer wrote on is not shown, even under an answer", async () => {
  const said = [message(1), message(2, { sender_type: "agent" })];
  const thread = { conversation: conversation(1), messages: said, before: null };
  client.setQueryData(threadQuery("c1").queryKey, thread);
  const { result, rerender } = renderHook(
    ({ messages }) => ({ ...useAsking("c1"), draft: useFreshDraft("c1", messages) }),
    { wrapper, initialProps: { messages: said } },
  );
  await give(/answers$/, [answer(1)]);
  await act(async () => result.current.ask());
  await give(/reply$/, { id: "a2" });
  const made = answer(2, { question_number: null, created_at: "2024-03-01T10:30:00Z" });
  await give(/answers$/, [made, answer(1)]);
  await waitFor(() => expect(result.current.draft?.id).toBe("a2"));
  rerender({ messages: [...said, message(3), message(4, { sender_type: "agent" })] });
  expect(result.current.draft).toBeNull();
});
