import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createReading } from "../src/chat/reading";
import { createVisitor } from "../src/chat/visitor";
import { memoryShelf, openStore } from "../src/shared/storage";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", { visibilityState: "visible" });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function setup(answers: object[]) {
  const visitor = createVisitor(openStore("w", memoryShelf()));
  const state = { isConnected: false };
  const live = { isConnected: () => state.isConnected, ask: vi.fn(async () => answers.shift() ?? null) };
  const asked: { url: string; token: string | null }[] = [];
  const read: [unknown, boolean][] = [];
  const reading = createReading({
    messagesUrl: "/messages",
    live,
    visitor,
    fetch: async (url, init) => {
      asked.push({ url: String(url), token: new Headers(init?.headers).get("Authorization") });
      return Response.json(answers.shift() ?? { ok: false });
    },
    isOpen: () => true,
    onRead: (messages, isNews) => read.push([messages, isNews]),
    onKnown: () => undefined,
  });
  return { reading, visitor, live, state, asked, read };
}

const answer = (up_to: number, messages: unknown[]) => ({
  conversation_id: 4,
  visitor_token: "t2",
  up_to,
  messages,
});

test("without a socket it asks now and then, for what is new only, and stops when there is one", async () => {
  const { reading, visitor, state, asked, read } = setup([answer(7, ["old"]), answer(9, ["new"])]);
  visitor.change({ token: "t1", conversation: 4 });
  reading.watch();
  reading.watch();
  await vi.advanceTimersByTimeAsync(5_000);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked).toEqual([
    { url: "/messages?conversation_id=4", token: "Bearer t1" },
    { url: "/messages?conversation_id=4&since=7", token: "Bearer t2" },
  ]);
  expect(read).toEqual([
    [["old"], false],
    [["new"], true],
  ]);
  state.isConnected = true;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toHaveLength(2);
});

test("a stranger has nothing to ask for", async () => {
  const { reading, live, asked } = setup([]);
  reading.watch();
  await vi.advanceTimersByTimeAsync(20_000);
  await reading.bySocket();
  expect(asked).toEqual([]);
  expect(live.ask).not.toHaveBeenCalled();
});

test("whoever proves who they are learns of their conversation by the socket", async () => {
  const { reading, visitor, read } = setup([{ ok: true, ...answer(7, ["from the phone"]) }]);
  visitor.identify({ user: { id: 7 }, hash: "ab" });
  await reading.bySocket();
  expect(visitor.get()).toMatchObject({ conversation: 4, token: "t2" });
  expect(read).toEqual([[["from the phone"], false]]);
});

test("the conversation that goes on comes before the one that was", async () => {
  const no = { ok: false, detail: "Conversation not found" };
  const { reading, visitor, live, read } = setup([no, answer(7, [])]);
  visitor.change({ token: "t1", conversation: 4 });
  await reading.bySocket();
  expect(live.ask.mock.calls.map((call: unknown[]) => call[1])).toEqual([{}, { conversation_id: 4 }]);
  expect(read).toHaveLength(1);
});

test("what the socket tells of somebody who has signed out meanwhile is not read", async () => {
  const { reading, visitor, live, read } = setup([]);
  visitor.identify({ user: { id: 7 }, hash: "ab" });
  live.ask.mockImplementation(async () => {
    visitor.forget();
    return answer(7, ["of the one before"]);
  });
  await reading.bySocket();
  expect(read).toEqual([]);
  expect(visitor.get()).toMatchObject({ token: null, conversation: null });
});

test("nobody else's conversation is asked for after signing out", async () => {
  const { reading, visitor, live } = setup([]);
  visitor.change({ token: "t1", conversation: 4 });
  live.ask.mockImplementation(async () => {
    visitor.forget();
    return { ok: false };
  });
  await reading.bySocket();
  expect(live.ask).toHaveBeenCalledTimes(1);
});
