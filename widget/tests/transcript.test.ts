// Does each message stand in the conversation once, in the server's order, with marks that only move on?
import { describe, expect, test } from "vitest";
import { accept, countUnread, markUntil, merge, setState } from "../src/chat/transcript";
import { readAccepted, readMessage, type Message } from "../src/chat/wire";

const event = (id: number, content: string, sender_type = "agent", more: object = {}): Message =>
  readMessage({ id, content, sender_type, conversation_id: 1, created_at: "2026-11-22T10:00:00Z", ...more })!;

const written = (key: string, text: string): Message => ({
  ...event(1, text, "customer"),
  key,
  number: null,
  state: "sending",
});

const taken = (message_id: number) =>
  readAccepted({ ok: true, message_id, conversation_id: 1, visitor_token: "t" })!;
const shown = (messages: readonly Message[]) =>
  messages.map(({ key, number, state }) => [key, number, state]);

describe("the transcript", () => {
  test("history and events that overlap make each message once, in the server's order", () => {
    const first = merge([], [event(3, "c"), event(1, "a")]);
    const second = merge(first, [event(2, "b"), event(3, "c")]);
    expect(second.map(({ text }) => text)).toEqual(["a", "b", "c"]);
  });

  test("an object of the API and an event of the socket are the same message", () => {
    const object = {
      id: "01a2-uuid",
      number: 5,
      content: "x",
      sender_type: "agent",
      created_at: "2026-11-22T10:00:00Z",
    };
    expect(merge([event(5, "x")], [readMessage(object)!])).toHaveLength(1);
  });

  test("the answer after the echo, and the echo after the answer, make one message", () => {
    const echo = event(9, "hello", "customer");
    const echoFirst = accept(merge([written("k", "hello")], [echo]), "k", taken(9));
    const answerFirst = merge(accept([written("k", "hello")], "k", taken(9)), [echo]);
    expect(shown(echoFirst)).toEqual([["k", 9, "sent"]]);
    expect(shown(answerFirst)).toEqual([["k", 9, "sent"]]);
  });

  test("the same words written twice are two messages", () => {
    let messages = [written("k1", "hi"), written("k2", "hi")];
    messages = accept(messages, "k1", taken(4));
    messages = merge(messages, [event(4, "hi", "customer")]);
    messages = merge(messages, [event(5, "hi", "customer")]);
    messages = accept(messages, "k2", taken(5));
    expect(shown(messages)).toEqual([
      ["k1", 4, "sent"],
      ["k2", 5, "sent"],
    ]);
  });

  test("what is still to be sent stands last", () => {
    const messages = merge([written("k", "mine")], [event(2, "theirs")]);
    expect(messages.map(({ text }) => text)).toEqual(["theirs", "mine"]);
  });

  test("a mark is never taken back, and reading one message reads those before it", () => {
    let messages = merge(
      [],
      [event(1, "a", "customer"), event(2, "b", "customer"), event(4, "d", "customer")],
    );
    messages = markUntil(messages, 2, "read");
    messages = markUntil(messages, 4, "delivered");
    messages = merge(messages, [event(1, "a", "customer", { status: "sent" })]);
    expect(messages.map(({ state }) => state)).toEqual(["read", "read", "delivered"]);
  });

  test("a late refusal doesn't touch a message that the server has", () => {
    const messages = accept([written("k", "x")], "k", taken(3));
    expect(setState(messages, "k", "failed", "no")[0]?.state).toBe("sent");
  });

  test("only the team's unseen messages count as unread", () => {
    const messages = merge(
      [],
      [event(1, "a"), event(2, "b", "customer"), event(3, "c", "ai"), event(4, "d", "system")],
    );
    expect(countUnread(messages, 0)).toBe(2);
    expect(countUnread(messages, 1)).toBe(1);
  });

  test("notes among agents, and what is no message, are never shown", () => {
    for (const bad of [null, "x", {}, { id: 1 }, { id: 1, sender_type: "root" }])
      expect(readMessage(bad)).toBeNull();
    const note = { id: 1, sender_type: "agent", content: "secret", kind: "note" };
    expect(readMessage(note)).toBeNull();
  });
});
