import { beforeEach, describe, expect, test } from "vitest";
import { Failure } from "@/api/failure";
import type { Message } from "@/api/types";
import { createOutbox, type Outbox, type OutboxParts } from "./outbox";
import { createOutgoingStore, type Outgoing } from "./outgoing";
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
let me: string | null;
let outbox: Outbox;
/** The news of the storage that each tab hears. */
let tabs: ((name: string | null) => void)[];

/** One tab: every one has its own memory over the same storage. */
function start(lock: OutboxParts["lock"] = (_, run) => run()): Outbox {
  const store = createOutgoingStore(() => localStorage);
  tabs.push(store.heard);
  return createOutbox({
    store,
    me: () => me,
    lock,
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
  });
}

/** As the browser's locks. */
function oneAtATime(): OutboxParts["lock"] {
  let last = Promise.resolve();
  return (_, run) => (last = last.then(run));
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
  localStorage.clear();
  me = "ana";
  tabs = [];
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
    expect(localStorage.length).toBe(0);
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
    outbox.discard(key);
    expect(outbox.list("c1").some(({ content }) => content === "bad")).toBe(false);
  });

  test("survives a reload and asks again with the same key", async () => {
    write("hello");
    const { key } = posted[0]!.outgoing;
    outbox = start();
    expect(states()).toEqual(["hello: sending"]);
    outbox.wake();
    expect(posted[1]!.outgoing.key).toBe(key);
  });

  test("never shows or sends under one name what another wrote, and drops it", async () => {
    write("by Ana");
    posted[0]!.refuse(new Failure(0, "unreachable"));
    await settle();
    me = "bo";
    expect(states()).toEqual([]);
    for (const callback of later) callback();
    expect(posted).toHaveLength(1);
    outbox = start();
    outbox.wake();
    expect(posted).toHaveLength(1);
    expect(localStorage.length).toBe(0);
  });

  test("sends nothing while it is not certain who is signed in, and drops nothing", async () => {
    write("by Ana");
    posted[0]!.refuse(new Failure(0, "unreachable"));
    await settle();
    me = null;
    outbox.wake();
    expect(posted).toHaveLength(1);
    me = "ana";
    outbox.wake();
    expect(posted).toHaveLength(2);
  });

  test("an answer that comes after its writer has left changes nothing for the next", async () => {
    write("by Ana");
    me = "bo";
    posted[0]!.answer(message(1));
    await settle();
    expect(sent).toEqual([]);
  });

  test("two tabs lose nothing of each other's", async () => {
    const other = start();
    write("from the first");
    other.send({ conversation_id: "c2", content: "from the second", kind: "text" });
    for (const one of posted.splice(0)) one.refuse(new Failure(0, "unreachable"));
    await settle();
    outbox = start();
    outbox.wake();
    expect(posted.map(({ outgoing }) => outgoing.content)).toEqual(["from the first", "from the second"]);
  });

  test("one tab delivers at a time, in the order of writing, and the others see it gone", async () => {
    const lock = oneAtATime();
    outbox = start(lock);
    const other = start(lock);
    write("one");
    other.send({ conversation_id: "c1", content: "two", kind: "text" });
    other.wake();
    await settle();
    expect(posted.map(({ outgoing }) => outgoing.content)).toEqual(["one"]);
    posted[0]!.answer(message(1));
    await settle();
    expect(posted.map(({ outgoing }) => outgoing.content)).toEqual(["one", "two"]);
    posted[1]!.answer(message(2));
    await settle();
    for (const hear of tabs) hear("pingback.outbox.any");
    expect([...outbox.list("c1"), ...other.list("c1")]).toEqual([]);
    expect(posted).toHaveLength(2);
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
