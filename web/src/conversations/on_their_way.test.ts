import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Conversation } from "@/api/types";
import { expectChange, keepArrivalsRight, storeConversation } from "./conversation_cache";
import { flatten, type ListData } from "./list_cache";
import { countQuery, listQuery } from "./queries";
import { conversation, list } from "./sample";

const filter = { handed_over: true };
const { queryKey } = listQuery(filter);
const called = { handoff_at: "2024-03-01T09:59:00Z" };
let client: QueryClient;
let answers: ((conversations: Conversation[]) => void)[];
let leave: () => void;

beforeEach(() => {
  client = new QueryClient();
  leave = keepArrivalsRight(client);
  answers = [];
  vi.stubGlobal(
    "fetch",
    () =>
      new Promise<Response>((resolve) => {
        answers.push((conversations) => resolve(Response.json(conversations)));
      }),
  );
});

afterEach(() => leave());

const rows = () => flatten(client.getQueryData<ListData>(queryKey)).map(({ id }) => id);
const isAsked = (times: number) => vi.waitFor(() => expect(answers).toHaveLength(times));

test("what is told while a list is on its way is in it", async () => {
  const loading = client.fetchInfiniteQuery(listQuery(filter));
  await isAsked(1);
  storeConversation(client, conversation(2, called));
  answers[0]!([conversation(1, called)]);
  await loading;
  expect(rows()).toEqual(["c2", "c1"]);
});

test("what was told to be over while a list is on its way is not in it, unless the list knows better", async () => {
  const loading = client.fetchInfiniteQuery(listQuery(filter));
  await isAsked(1);
  storeConversation(client, conversation(1, { handoff_at: null }));
  storeConversation(client, conversation(2, { handoff_at: null }));
  answers[0]!([conversation(2, { ...called, updated_at: "2024-03-01T11:00:00Z" }), conversation(1, called)]);
  await loading;
  expect(rows()).toEqual(["c2"]);
});

test("what was told before a list was asked for changes nothing of it", async () => {
  storeConversation(client, conversation(2, called));
  const loading = client.fetchInfiniteQuery(listQuery(filter));
  await isAsked(1);
  answers[0]!([conversation(1, called)]);
  await loading;
  expect(rows()).toEqual(["c1"]);
});

test("what changes in the pages that are there while the next one comes stays changed", async () => {
  client.setQueryData(queryKey, list([[conversation(9, called), conversation(8, called)]], false));
  const loading = client.fetchInfiniteQuery({
    ...listQuery(filter),
    pages: 2,
    staleTime: 0,
  });
  await isAsked(1);
  expectChange(client, "c8", { handoff_at: null });
  answers[0]!([conversation(9, called), conversation(8, called)]);
  await loading;
  expect(rows()).toEqual(["c9"]);
});

test("a count that may have missed something is asked for again", async () => {
  const count = countQuery(filter);
  client.setQueryData(queryKey, list([[conversation(1)]]));
  const loading = client.fetchQuery(count);
  await isAsked(1);
  vi.useFakeTimers();
  try {
    storeConversation(client, conversation(1, { ...called, updated_at: "2024-03-01T11:00:00Z" }));
    answers[0]!([]);
    await loading;
    expect(client.getQueryState(count.queryKey)?.isInvalidated).toBe(false);
    vi.advanceTimersByTime(5000);
    expect(client.getQueryState(count.queryKey)?.isInvalidated).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});
