import { beforeEach, describe, expect, test } from "vitest";
import { Failure } from "@/api/failure";
import type { Message } from "@/api/types";
import { createOutbox, type Outbox, type Outgoing } from "./outbox";
import { message } from "./sample";

interface Posted {
  outgoing: Outgoing;
  answer: (message: Message) => void;
  refuse: (error: Error) => void;
}

let posted: Posted[];
let sent: Message[];
let taken: string[];
let later: (() => void)[];
let stored: Map<string, string>;
let outbox: Outbox;

function start(): Outbox {
  return createOutbox({
    post: (outgoing) =>
      new Promise((answer, refuse) => {
        posted.push({ outgoing, answer, refuse });
      }),
    onSent: (one) => sent.push(one),
    onTaken: ({ content }) => taken.push(content),
    after: (_, callback) => {
      later.push(callback);
      return () => (later = later.filter((other) => other !== callback));
    },
    storage: {
      getItem: (name) => stored.get(name) ?? null,
      setItem: (name, value) => void stored.set(name, value),
      removeItem: (name) => void stored.delete(name),
    },
  });
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
const write = (content: string, conversation_id = "c1") =>
  outbox.send({ conversation_id, content, kind: "text" });
const states = () => outbox.list("c1").map(({ content, state }) => `${content}: ${state}`);

beforeEach(() => {
  posted = [];
  sent = [];
  taken = [];
  later = [];
  stored = new Map();
  outbox = start();
});

describe("the outbox", () => {
  test("what the server has taken on a try whose answer was lost is not sent anew", async () => {
    write("hello");
    write("and on");
    posted[0]!.refuse(new Failure(0, "unreachable"));
    await settle();
    later[0]!();
    posted[1]!.refuse(new Failure(409, "The answer was lost"));
    await settle();
    expect(taken).toEqual(["hello"]);
    expect(states()).toEqual(["and on: sending"]);
  });

  test("shows a message at once and lets go of it when the server has it", async () => {
    write("hello");
    expect(states()).toEqual(["hello: sending"]);
    posted[0]!.answer(message(1));
    await settle();
    expect(states()).toEqual([]);
    expect(sent).toHaveLength(1);
    expect(stored.size).toBe(0);
  });

  test("sends one conversation's messages one after the other, another's beside them", async () => {
    write("one");
    write("two");
    write("elsewhere", "c2");
    expect(posted.map(({ outgoing }) => outgoing.content)).toEqual(["one", "elsewhere"]);
    posted[0]!.answer(message(1));
    await settle();
    expect(posted.map(({ outgoing }) => outgoing.content)).toEqual(["one", "elsewhere", "two"]);
  });

  test("tries again with the same key when nobody answered", async () => {
    write("hello");
    posted[0]!.refuse(new Failure(0, "unreachable"));
    await settle();
    expect(states()).toEqual(["hello: waiting"]);
    later[0]!();
    expect(posted[1]!.outgoing.key).toBe(posted[0]!.outgoing.key);
    expect(states()).toEqual(["hello: sending"]);
    posted[1]!.answer(message(1));
    await settle();
    expect(sent).toHaveLength(1);
  });

  test("keeps the order while it waits", async () => {
    write("one");
    write("two");
    posted[0]!.refuse(new Failure(503, "busy"));
    await settle();
    expect(posted).toHaveLength(1);
    outbox.wake();
    posted[1]!.answer(message(1));
    await settle();
    expect(posted.map(({ outgoing }) => outgoing.content)).toEqual(["one", "one", "two"]);
  });

  test("leaves what was refused to the agent, with the reason, and goes on", async () => {
    write("bad");
    write("good");
    posted[0]!.refuse(new Failure(422, "Too long."));
    await settle();
    expect(outbox.list("c1")[0]).toMatchObject({ state: "failed", problem: "Too long." });
    expect(posted.at(-1)!.outgoing.content).toBe("good");
    const key = outbox.list("c1")[0]!.key;
    expect(outbox.discard(key)?.content).toBe("bad");
  });

  test("survives a reload and asks again with the same key", async () => {
    write("hello");
    const { key } = posted[0]!.outgoing;
    outbox = start();
    expect(states()).toEqual(["hello: waiting"]);
    outbox.wake();
    expect(posted[1]!.outgoing.key).toBe(key);
  });

  test("knows which event its own answer will bring", async () => {
    write("hello");
    expect(outbox.awaits("c1", "hello")).toBe(true);
    expect(outbox.awaits("c1", "other")).toBe(false);
    posted[0]!.answer(message(1));
    await settle();
    expect(outbox.awaits("c1", "hello")).toBe(false);
  });
});
