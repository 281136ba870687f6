// What becomes of one message: by socket or HTTP, and which answers mean "again", "never" and "as somebody new"?
import { describe, expect, test } from "vitest";
import { createDelivery, readDetail } from "../src/chat/delivery";
import { createVisitor, type VisitorFile } from "../src/chat/visitor";
import type { Identity } from "../src/shared/bridge";
import { memoryShelf, openStore } from "../src/shared/storage";

const ANSWER = { ok: true, conversation_id: 3, message_id: 8, visitor_token: "new" };
const letter = { clientId: "c", content: "hello", at: 1 };

const jwt = (claims: object) =>
  ["e30", Buffer.from(JSON.stringify(claims)).toString("base64url"), "c2ln"].join(".");

/** An answer that is a function is given when it is asked for: somebody may sign out before. */
function setup(answers: (Response | Error | (() => Response))[], socketAnswer?: unknown) {
  const store = openStore("w", memoryShelf());
  const visitor = createVisitor(store);
  const bodies: Record<string, unknown>[] = [];
  const deliver = createDelivery({
    messagesUrl: "http://host/messages",
    visitor,
    live: {
      isConnected: () => socketAnswer !== undefined,
      ask: () => Promise.resolve(typeof socketAnswer === "function" ? socketAnswer() : socketAnswer),
    },
    fetch: (_url, init) => {
      bodies.push(JSON.parse(String(init?.body)) as Record<string, unknown>);
      const given = answers.shift();
      const next = typeof given === "function" ? given() : given;
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

  test("whoever the page names by e-mail or by a JWT alone is another person too", () => {
    const people: [Identity, Identity][] = [
      [{ user: { email: "vera@shop.example" } }, { user: { email: "max@shop.example" } }],
      [
        { user: { email: "vera@shop.example" }, hash: "ab" },
        { user: { id: 7 }, hash: "cd" },
      ],
      [{ jwt: jwt({ sub: "vera" }) }, { jwt: jwt({ sub: "max" }) }],
      [{ jwt: jwt({ user_id: 7 }) }, { jwt: jwt({ user_id: 8 }) }],
      [{ jwt: jwt({ email: "vera@shop.example" }) }, { jwt: jwt({ email: "max@shop.example" }) }],
      [
        { user: { name: "One name" }, jwt: jwt({ sub: "vera" }) },
        { user: { name: "One name" }, jwt: jwt({ sub: "max" }) },
      ],
    ].map(([one, other]) => [one as Identity, other as Identity]);
    for (const [vera, max] of people) {
      const { visitor } = setup([]);
      expect(visitor.identify(vera)).toBe(false);
      visitor.change({ token: "of vera" });
      expect(visitor.identify(max), JSON.stringify(max)).toBe(true);
      expect(visitor.get().token).toBeNull();
    }
  });

  test("the same person said in another way keeps the conversation, and so does a stranger who signs in", () => {
    const ways: Identity[] = [
      { user: { id: 7, email: "vera@shop.example" } },
      { user: { email: "Vera@Shop.example " } },
      { user: { name: "Vera" } },
      { user: {}, jwt: jwt({ sub: 7, exp: 1 }) },
      { user: {}, jwt: jwt({ sub: "7", exp: 2, email: "new@shop.example" }) },
    ];
    const { visitor } = setup([]);
    visitor.introduce({ email: "typed@home.example" });
    visitor.change({ token: "of vera" });
    for (const way of ways) expect(visitor.identify(way), JSON.stringify(way)).toBe(false);
    expect(visitor.get().token).toBe("of vera");
  });

  test("what is no identity is none, and leaves nothing behind", () => {
    const odd = [
      null,
      undefined,
      "x",
      {},
      { user: null },
      { user: { id: {}, name: [], email: {} } },
      { jwt: 5 },
    ];
    const odder = [{ user: { id: Symbol("x"), email: [] } }, { user: 5, hash: {} }, { jwt: "a.%.c" }];
    for (const who of [...odd, ...odder]) {
      const { visitor } = setup([]);
      expect(visitor.identify(who as unknown as Identity)).toBe(false);
      expect(visitor.get().profile).toEqual({});
      expect(() => JSON.stringify(visitor.proof())).not.toThrow();
    }
    const { visitor } = setup([]);
    visitor.identify({ user: {}, hash: {}, jwt: [] } as unknown as Identity);
    expect(visitor.proof()).toBeUndefined();
  });

  test("an answer that comes after signing out changes nothing, whichever way it comes", async () => {
    for (const leave of [
      (visitor: VisitorFile) => visitor.forget(),
      (visitor: VisitorFile) => void visitor.identify({ user: { id: 8 } }),
    ]) {
      for (const way of ["socket", "http"]) {
        const late = () => {
          leave(made.visitor);
          return way === "http" ? json(201, ANSWER) : (ANSWER as unknown as Response);
        };
        const made = way === "http" ? setup([late]) : setup([], late);
        made.visitor.identify({ user: { id: 7 } });
        expect(await made.deliver(letter), way).toEqual({ kind: "void" });
      }
    }
  });

  test("a letter of whoever signed out isn't posted again as a stranger's", async () => {
    const cutOff = setup([json(201, ANSWER)], () => {
      cutOff.visitor.forget();
      return null;
    });
    expect(await cutOff.deliver(letter)).toEqual({ kind: "void" });
    expect(cutOff.bodies).toEqual([]);

    const forbidden = setup([
      () => {
        forbidden.visitor.forget();
        return json(403, { detail: "The visitor token is not valid" });
      },
      json(201, ANSWER),
    ]);
    expect(await forbidden.deliver(letter)).toEqual({ kind: "void" });
    expect(forbidden.bodies).toHaveLength(1);
  });

  test("signing out in one tab is heard in the other", async () => {
    const shelf = memoryShelf();
    const [here, there] = [createVisitor(openStore("w", shelf)), createVisitor(openStore("w", shelf))];
    const before = here.epoch();
    there.forget();
    expect(here.epoch()).not.toBe(before);
  });
});
