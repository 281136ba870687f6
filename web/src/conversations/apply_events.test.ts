import { QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { LiveEvents } from "@/live";
import { applyEvent } from "./apply_events";
import { flatten, type ListData } from "./list_cache";
import { type Thread, threadQuery } from "./queries";
import { conversation, list, message } from "./sample";

const me = "u1";
const open = ["conversations", "list", { status: "open" }];
const mine = ["conversations", "list", { status: "open", assignee_id: me }];
const openCount = ["conversations", "count", { status: "open" }];
const mineCount = ["conversations", "count", { status: "open", assignee_id: me }];
const thread = ["conversations", "thread", "c1"];

let client: QueryClient;
const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  client = new QueryClient();
  vi.stubGlobal("fetch", fetched);
  fetched.mockReset();
  client.setQueryData(open, list([[conversation(3), conversation(2), conversation(1)]]));
  client.setQueryData(mine, list([[]]));
  client.setQueryData(openCount, 3);
  client.setQueryData(mineCount, 0);
  client.setQueryData(thread, { conversation: conversation(1), messages: [message(1)], before: null });
});

const rows = (key: unknown[]) => flatten(client.getQueryData<ListData>(key)).map(({ id }) => id);
const messages = () => client.getQueryData<Thread>(thread)!.messages;

function written(change: Partial<LiveEvents["new_message"]> = {}) {
  const body: LiveEvents["new_message"] = {
    id: 7,
    uuid: "m7",
    content: "Is anybody there?",
    sender_type: "customer",
    conversation_id: 1,
    conversation_uuid: "c1",
    created_at: "2024-03-01T12:00:00Z",
    ...change,
  };
  applyEvent(client, me, { name: "new_message", body });
}

describe("a new message", () => {
  test("joins its thread and brings its conversation to the top, unread, without any call", () => {
    written();
    expect(messages().map(({ id }) => id)).toEqual(["m1", "m7"]);
    expect(rows(open)).toEqual(["c1", "c3", "c2"]);
    const [row] = flatten(client.getQueryData<ListData>(open));
    expect(row).toMatchObject({ unread_count: 1, last_message: { preview: "Is anybody there?" } });
    expect(fetched).not.toHaveBeenCalled();
  });

  test("is there in the end when it is told while its thread is on its way", async () => {
    client.removeQueries({ queryKey: thread });
    const answers: ((response: Response) => void)[] = [];
    fetched.mockReturnValue(new Promise((resolve) => answers.push(resolve)));
    const loading = client.fetchQuery(threadQuery("c1"));
    written();
    answers[0]?.(Response.json({ ...conversation(1), messages: [message(1)] }));
    await loading;
    expect(messages().map(({ id }) => id)).toEqual(["m1", "m7"]);
    expect(client.getQueryData<Thread>(thread)!.conversation.unread_count).toBe(1);
  });

  test("comes in once, however often it is told", () => {
    written();
    written();
    expect(messages()).toHaveLength(2);
  });

  test("is found by the conversation's number alone", () => {
    written({ conversation_uuid: undefined });
    expect(messages()).toHaveLength(2);
  });

  test("of an agent makes nothing unread", () => {
    written({ sender_type: "agent", sender_id: "u2" });
    expect(flatten(client.getQueryData<ListData>(open))[0]?.unread_count).toBe(0);
  });

  test("that is a note stays out of the list's preview", () => {
    written({ sender_type: "agent", sender_id: "u2", kind: "note" });
    expect(messages().at(-1)?.kind).toBe("note");
    expect(rows(open)).toEqual(["c3", "c2", "c1"]);
  });

  test("of a conversation that is not loaded fetches this one, not the list", async () => {
    vi.useFakeTimers();
    const other = conversation(9, { updated_at: "2024-03-01T12:00:00Z" });
    fetched.mockResolvedValue(Response.json(other));
    written({ id: 8, uuid: "m8", conversation_id: 9, conversation_uuid: "c9" });
    written({ id: 9, uuid: "m9", conversation_id: 9, conversation_uuid: "c9" });
    await vi.advanceTimersByTimeAsync(400);
    vi.useRealTimers();
    await vi.waitFor(() => expect(rows(open)).toEqual(["c9", "c3", "c2", "c1"]));
    expect(fetched).toHaveBeenCalledTimes(1);
  });
});

describe("a changed conversation", () => {
  test("changes lists and counts", () => {
    applyEvent(client, me, {
      name: "conversation_updated",
      body: { conversation: conversation(2, { assignee_id: me, updated_at: "2024-03-01T12:00:00Z" }) },
    });
    expect(rows(open)).toEqual(["c2", "c3", "c1"]);
    expect(rows(mine)).toEqual(["c2"]);
    expect(client.getQueryData(openCount)).toBe(3);
    expect(client.getQueryData(mineCount)).toBe(1);
  });

  test("that is resolved leaves the open list and is counted out", () => {
    applyEvent(client, me, {
      name: "conversation_updated",
      body: { conversation: conversation(2, { status: "resolved", updated_at: "2024-03-01T12:00:00Z" }) },
    });
    expect(rows(open)).toEqual(["c3", "c1"]);
    expect(client.getQueryData(openCount)).toBe(2);
  });

  test("told late changes nothing", () => {
    const late = conversation(3, { status: "closed", updated_at: "2024-03-01T08:00:00Z" });
    applyEvent(client, me, { name: "conversation_updated", body: { conversation: late } });
    expect(rows(open)).toEqual(["c3", "c2", "c1"]);
  });

  test("that is new enters at the top", () => {
    const fresh = conversation(8, { updated_at: "2024-03-01T12:00:00Z" });
    applyEvent(client, me, { name: "conversation_created", body: { conversation: fresh } });
    expect(rows(open)).toEqual(["c8", "c3", "c2", "c1"]);
  });
});

describe("marks", () => {
  const statuses = () => messages().map(({ id, status }) => `${id} ${status}`);

  beforeEach(() => {
    const ours = { sender_type: "agent", sender_id: me } as const;
    client.setQueryData(thread, {
      conversation: conversation(1, { unread_count: 2 }),
      messages: [message(1, ours), message(2), message(3, ours), message(4)],
      before: null,
    });
  });

  test("cover a message and all of its side before it, by number or UUID", () => {
    const at = "2024-03-01T12:00:00Z";
    applyEvent(client, me, {
      name: "delivered",
      body: { message_id: 3, sender_type: "agent", delivered_at: at },
    });
    expect(statuses()).toEqual(["m1 delivered", "m2 sent", "m3 delivered", "m4 sent"]);
    applyEvent(client, me, { name: "read", body: { message_id: "m1", sender_type: "agent", read_at: at } });
    expect(statuses()).toEqual(["m1 read", "m2 sent", "m3 delivered", "m4 sent"]);
  });

  test("never go back", () => {
    const at = "2024-03-01T12:00:00Z";
    applyEvent(client, me, { name: "read", body: { message_id: "m3", read_at: at } });
    applyEvent(client, me, { name: "delivered", body: { message_id: "m3", delivered_at: at } });
    expect(statuses()).toEqual(["m1 read", "m2 sent", "m3 read", "m4 sent"]);
  });

  test("of a colleague who reads leave unread only what came after", () => {
    applyEvent(client, me, {
      name: "read",
      body: { message_id: 2, sender_type: "customer", read_at: "2024-03-01T12:00:00Z" },
    });
    expect(client.getQueryData<Thread>(thread)!.conversation.unread_count).toBe(1);
  });
});

test("a message that a loaded card has counted already is not counted again", () => {
  const card = conversation(1, { unread_count: 1, updated_at: "2024-03-01T12:00:00Z" });
  applyEvent(client, me, { name: "conversation_updated", body: { conversation: card } });
  written();
  expect(flatten(client.getQueryData<ListData>(open))[0]?.unread_count).toBe(1);
});

test("an agent's status changes where the team is shown", () => {
  const member = { id: "mem1", user_id: "u2", user_number: 5, number: 9, status: "live" };
  client.setQueryData(["team", "members"], [member]);
  applyEvent(client, me, { name: "agent_status_changed", body: { agent_id: 5, status: "away" } });
  expect(client.getQueryData<{ status: string }[]>(["team", "members"])![0]?.status).toBe("away");
});
