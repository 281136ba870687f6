// Does each message reach the server once, oldest first, whatever fails on the way and however many tabs there are?
import { describe, expect, test } from "vitest";
import { leaseLock, type Lock } from "../src/chat/lock";
import { createOutbox, pauseAfter, type Letter, type Outcome } from "../src/chat/outbox";
import { memoryShelf, openStore, type Shelf } from "../src/shared/storage";

/** A server that knows a message by its name, and does what the script says before it takes one. */
function fakeServer(script: ("lost" | "answer lost" | "refused" | "void")[] = []) {
  const kept = new Map<string, number>();
  return {
    kept,
    async deliver(letter: Letter): Promise<Outcome> {
      await Promise.resolve();
      const step = script.shift();
      if (step === "lost") return { kind: "later" };
      if (step === "void") return { kind: "void" };
      if (step === "refused") return { kind: "refused", detail: "too long" };
      const message = kept.get(letter.clientId) ?? kept.size + 1;
      kept.set(letter.clientId, message);
      if (step === "answer lost") return { kind: "later" };
      const accepted = { message, messageUuid: null, conversation: 1, visitorToken: "t" };
      return { kind: "accepted", accepted, isBySocket: false };
    },
  };
}

const alone: Lock = (_name, run) => run();

function tab(shelf: Shelf, server: ReturnType<typeof fakeServer>, lock: Lock = alone) {
  const told: string[] = [];
  const waiting: (() => void)[] = [];
  const outbox = createOutbox({
    store: openStore("w", shelf),
    lock,
    deliver: server.deliver,
    onSending: () => undefined,
    onAccepted: ({ clientId }) => void told.push(`accepted ${clientId}`),
    onRefused: ({ clientId }, detail) => void told.push(`refused ${clientId}: ${detail}`),
    onWaiting: ({ clientId }) => void told.push(`waits ${clientId}`),
    wait: (run) => {
      waiting.push(run);
      return () => void waiting.splice(waiting.indexOf(run), 1);
    },
  });
  return { outbox, told, waiting };
}

const never: Lock = () => new Promise(() => undefined);

/** A tab's own view of the browser's storage: what another tab has written is seen a moment later. */
function laggingShelf() {
  const shelf = memoryShelf();
  const writes: [string, string][] = [];
  const setItem = (key: string, value: string) => {
    writes.push([key, value]);
    shelf.setItem(key, value);
  };
  const view = new Proxy(shelf, {
    get: (of, name) => (name === "setItem" ? setItem : Reflect.get(of, name)),
  });
  return {
    shelf: view,
    writes,
    catchUp: (other: { writes: [string, string][] }) =>
      other.writes.forEach(([key, value]) => shelf.setItem(key, value)),
  };
}

const letter = (clientId: string): Letter => ({ clientId, content: clientId, at: 1 });
const settled = () => new Promise((done) => setTimeout(done, 5));

describe("the outbox", () => {
  test("messages are sent in the order in which they were written", async () => {
    const server = fakeServer();
    const { outbox } = tab(memoryShelf(), server);
    await Promise.all([outbox.add(letter("a")), outbox.add(letter("b")), outbox.add(letter("c"))]);
    await settled();
    expect([...server.kept.keys()]).toEqual(["a", "b", "c"]);
    expect(outbox.letters()).toEqual([]);
  });

  test("a message whose answer was lost is sent again and still exists once", async () => {
    const server = fakeServer(["answer lost", "lost"]);
    const { outbox, told, waiting } = tab(memoryShelf(), server);
    await outbox.add(letter("a"));
    expect(told).toEqual(["waits a"]);
    waiting[0]!();
    await settled();
    waiting.at(-1)!();
    await settled();
    expect(server.kept.size).toBe(1);
    expect(told).toEqual(["waits a", "waits a", "accepted a"]);
  });

  test("what two tabs write at the same moment is kept, though neither sees the other's yet", async () => {
    const server = fakeServer();
    const [here, there] = [laggingShelf(), laggingShelf()];
    const tabs = [tab(here.shelf, server, never), tab(there.shelf, server, never)];
    void tabs[0]!.outbox.add(letter("a"));
    void tabs[1]!.outbox.add(letter("b"));
    here.catchUp(there);
    there.catchUp(here);
    for (const { outbox } of tabs) {
      expect(
        outbox
          .letters()
          .map(({ clientId }) => clientId)
          .toSorted(),
      ).toEqual(["a", "b"]);
    }
  });

  test("one that can't be sent holds back those behind it", async () => {
    const server = fakeServer(["lost"]);
    const { outbox, waiting } = tab(memoryShelf(), server);
    await outbox.add(letter("a"));
    expect(waiting).toHaveLength(1);
    await outbox.add(letter("b"));
    await settled();
    expect([...server.kept.keys()]).toEqual(["a", "b"]);
  });

  test("one that is refused waits for the visitor and lets the others pass", async () => {
    const server = fakeServer(["refused"]);
    const { outbox, told } = tab(memoryShelf(), server);
    await outbox.add(letter("a"));
    await outbox.add(letter("b"));
    expect(told).toEqual(["refused a: too long", "accepted b"]);
    await outbox.retry("a");
    expect(told.at(-1)).toBe("accepted a");
    expect(outbox.letters()).toEqual([]);
  });

  test("what the last page left unsent is sent by the next one", async () => {
    const shelf = memoryShelf();
    await tab(shelf, fakeServer(["lost"])).outbox.add(letter("a"));
    const server = fakeServer();
    await tab(shelf, server).outbox.hurry();
    expect([...server.kept.keys()]).toEqual(["a"]);
  });

  test("two tabs without the browser's locks send each message once", async () => {
    const shelf = memoryShelf();
    const server = fakeServer();
    let deliveries = 0;
    const counting = { ...server, deliver: (one: Letter) => ((deliveries += 1), server.deliver(one)) };
    const store = openStore("w", shelf);
    const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms / 10));
    const tabs = [0, 1].map(() => tab(shelf, counting, leaseLock(store, sleep)));
    await Promise.all([
      tabs[0]!.outbox.add(letter("a")),
      tabs[1]!.outbox.add(letter("b")),
      tabs[1]!.outbox.hurry(),
    ]);
    expect([...server.kept.keys()]).toEqual(["a", "b"]);
    expect(deliveries).toBe(2);
  });

  test("pauses double up to half a minute and are spread", () => {
    expect([0, 1, 2, 10].map((tries) => pauseAfter(tries, 0))).toEqual([1000, 2000, 4000, 30_000]);
    expect(pauseAfter(0, 1)).toBe(500);
  });

  test("a letter that is void holds up nobody and is told to nobody", async () => {
    const server = fakeServer(["void"]);
    const { outbox, told } = tab(memoryShelf(), server);
    await Promise.all([outbox.add(letter("of before")), outbox.add(letter("of now"))]);
    expect(told).toEqual(["accepted of now"]);
    expect(outbox.letters()).toEqual([]);
  });
});
