// What becomes of one message: by socket or HTTP, and which answers mean "again", "never" and "as somebody new"?
import { describe, expect, test } from "vitest";
import { createDelivery, readDetail } from "../src/chat/delivery";
import { createVisitor } from "../src/chat/visitor";
import { memoryShelf, openStore } from "../src/shared/storage";

const ANSWER = { ok: true, conversation_id: 3, message_id: 8, visitor_token: "new" };
const letter = { clientId: "c", content: "hello", at: 1 };

function setup(answers: (Response | Error)[], socketAnswer?: unknown) {
  const store = openStore("w", memoryShelf());
  const visitor = createVisitor(store);
  const bodies: Record<string, unknown>[] = [];
  const deliver = createDelivery({
    messagesUrl: "http://host/messages",
    visitor,
    live: { isConnected: () => socketAnswer !== undefined, ask: () => Promise.resolve(socketAnswer) },
    fetch: (_url, init) => {
      bodies.push(JSON.parse(String(init?.body)) as Record<string, unknown>);
      const next = answers.shift();
      return next instanceof Response
        ? Promise.resolve(next)
        : Promise.reject(next ?? new Error("no answer left"));
    },
  });
  return { deliver, visitor, bodies };
}

const json = (status: number, body: unknown, headers = {}) =>
  new Response(JSON.stringify(body), { status, headers });

describe("delivery", () => {
  test("the socket is asked first, and HTTP where it has no answer or a no", async () => {
    expect(await setup([], ANSWER).deliver(letter)).toMatchObject({ kind: "accepted", isBySocket: true });
    for (const nothing of [null, { ok: false, detail: "slow down" }]) {
      expect(await setup([json(201, ANSWER)], nothing).deliver(letter)).toMatchObject({
        kind: "accepted",
        isBySocket: false,
      });
    }
  });

  test("what may pass is tried again, after the pause that the server asks for", async () => {
    for (const answer of [new TypeError("offline"), json(500, {}), json(503, {}), json(409, {})]) {
      expect(await setup([answer]).deliver(letter)).toEqual({ kind: "later" });
    }
    const limited = json(429, { detail: "Too many" }, { "Retry-After": "7" });
    expect(await setup([limited]).deliver(letter)).toEqual({ kind: "later", afterMs: 7000 });
  });

  test("a proxy's page in place of an answer is no answer", async () => {
    expect(await setup([new Response("<html>", { status: 200 })]).deliver(letter)).toEqual({ kind: "later" });
  });

  test("what can never pass says why", async () => {
    const wrong = json(422, { detail: [{ msg: "Too long", loc: ["body", "content"] }] });
    expect(await setup([wrong]).deliver(letter)).toEqual({ kind: "refused", detail: "Too long" });
    expect(readDetail({ detail: "Not this page" })).toBe("Not this page");
    expect(readDetail(null)).toBe("");
  });

  test("a visitor whose token is no longer taken begins anew, once", async () => {
    const no = () => json(403, { detail: "The visitor token is not valid for this widget" });
    const { deliver, visitor, bodies } = setup([no(), json(201, ANSWER)]);
    visitor.change({ token: "old", conversation: 2 });
    expect(await deliver(letter)).toMatchObject({ kind: "accepted" });
    expect(bodies.map((body) => body["visitor_token"])).toEqual(["old", undefined]);
    expect(bodies.map((body) => body["client_id"])).toEqual(["c", "c"]);
    expect(await setup([no(), no()]).deliver(letter)).toMatchObject({ kind: "refused" });
  });

  test("what is known of the visitor goes along, and the page's proof", async () => {
    const { deliver, visitor, bodies } = setup([json(201, ANSWER)]);
    visitor.identify({ user: { id: 7, name: "Vera", email: "not an address" }, hash: "ab" });
    await deliver(letter);
    expect(bodies[0]).toEqual({
      content: "hello",
      client_id: "c",
      customer: { name: "Vera", external_id: "7" },
      identity: { hash: "ab", external_id: "7" },
    });
  });

  test("another person at the same browser doesn't get the conversation of the one before", () => {
    const { visitor } = setup([]);
    visitor.identify({ user: { id: 7, email: "vera@shop.example" } });
    visitor.change({ token: "of vera" });
    expect(visitor.identify({ user: { id: 7 } })).toBe(false);
    expect(visitor.get()).toMatchObject({ token: "of vera", profile: { email: "vera@shop.example" } });
    expect(visitor.identify({ user: { id: 8 } })).toBe(true);
    expect(visitor.get()).toMatchObject({ token: null, profile: { external_id: "8" } });
    expect(visitor.get().profile.email).toBeUndefined();
  });
});
