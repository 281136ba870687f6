import { QueryClient } from "@tanstack/react-query";
import { beforeEach, expect, test } from "vitest";
import type { Message } from "@/api/types";
import {
  expectChange,
  markMessages,
  storeConversation,
  storeMessage,
  storeWritten,
  withMessage,
} from "./conversation_cache";
import { flatten, type ListData } from "./list_cache";
import { withEarlier } from "./queries";
import { conversation, list, message } from "./sample";

const open = ["conversations", "list", { status: "open" }];
const count = ["conversations", "count", { status: "open" }];
let client: QueryClient;
const rows = () => flatten(client.getQueryData<ListData>(open)).map(({ id }) => id);

beforeEach(() => {
  client = new QueryClient();
  client.setQueryData(open, list([[conversation(3), conversation(2), conversation(1)]]));
  client.setQueryData(count, 3);
});

test("an expected change is shown at once and taken back when the server refuses", () => {
  const takeBack = expectChange(client, "c2", { status: "resolved" });
  expect(rows()).toEqual(["c3", "c1"]);
  expect(client.getQueryData(count)).toBe(2);
  takeBack();
  expect(rows()).toEqual(["c3", "c2", "c1"]);
  expect(client.getQueryData(count)).toBe(3);
});

test("a count that says `and more` is not counted on from", () => {
  const handed = ["conversations", "count", { handed_over: true }];
  client.setQueryData(open, list([[conversation(1, { handoff_at: "2024-03-01T09:00:00Z" })]]));
  client.setQueryData(handed, 100);
  expectChange(client, "c1", { handoff_at: null });
  expect(client.getQueryData(handed)).toBe(100);
  client.setQueryData(handed, 99);
  expectChange(client, "c1", { handoff_at: "2024-03-01T09:00:00Z" });
  expect(client.getQueryData(handed)).toBe(100);
});

test("taking back keeps what else has changed meanwhile", () => {
  const takeBack = expectChange(client, "c2", { priority: "urgent" });
  storeConversation(client, conversation(2, { priority: "urgent", tags: ["vip"] }));
  takeBack();
  const row = flatten(client.getQueryData<ListData>(open)).find(({ id }) => id === "c2");
  expect(row).toMatchObject({ priority: "normal", tags: ["vip"] });
});

test("taking back leaves what a colleague has made of it meanwhile", () => {
  const takeBack = expectChange(client, "c2", { assignee_id: "bo" });
  storeConversation(client, conversation(2, { assignee_id: "ana" }));
  takeBack();
  const row = flatten(client.getQueryData<ListData>(open)).find(({ id }) => id === "c2");
  expect(row?.assignee_id).toBe("ana");
});

test("a mark that comes before its message is kept for it", () => {
  const key = ["conversations", "thread", "c1"];
  client.setQueryData(key, { conversation: conversation(1), messages: [message(1)], before: null });
  markMessages(client, { message_id: "m2" }, { status: "delivered" });
  markMessages(client, { message_id: "m2" }, { status: "read" });
  storeMessage(client, message(2, { sender_type: "agent", status: "sent" }));
  expect(client.getQueryData<{ messages: Message[] }>(key)?.messages.at(-1)?.status).toBe("read");
});

test("the answer to having written a message does not undo what an event has told of it", () => {
  const key = ["conversations", "thread", "c1"];
  client.setQueryData(key, { conversation: conversation(1), messages: [message(1)], before: null });
  storeMessage(client, message(2, { sender_type: "agent", status: "sent" }));
  storeWritten(client, message(2, { sender_type: "agent", status: "queued" }));
  storeWritten(client, message(3, { sender_type: "agent", status: "queued" }));
  const states = client.getQueryData<{ messages: Message[] }>(key)?.messages.map(({ status }) => status);
  expect(states?.slice(1)).toEqual(["sent", "queued"]);
});

test("a thread that is loaded anew keeps what was shown before its first message", () => {
  const fresh = { conversation: conversation(1), messages: [message(3), message(4)], before: "m3" };
  const known = {
    conversation: conversation(1),
    messages: [message(1), message(2), message(3)],
    before: null,
  };
  const merged = withEarlier(fresh, known);
  expect(merged.messages.map(({ id }) => id)).toEqual(["m1", "m2", "m3", "m4"]);
  expect(merged.before).toBeNull();
  const far = { ...known, messages: [message(1)] };
  expect(withEarlier(fresh, far)).toBe(fresh);
});

test("messages stand in order of time and once each", () => {
  const known = [message(1), message(3)];
  expect(withMessage(known, message(2)).map(({ id }) => id)).toEqual(["m1", "m2", "m3"]);
  expect(withMessage(known, message(3, { status: "read" })).map(({ status }) => status)).toEqual([
    "sent",
    "read",
  ]);
});
