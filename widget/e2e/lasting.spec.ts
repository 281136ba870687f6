// Does the conversation outlast reloads, lost connections and second tabs, with every message there once?
import { ChatOn, expect, test } from "./rig/rig";

test("a reload keeps the conversation, the open chat and what was being written", async ({
  page,
  chat,
  rig,
}) => {
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("Please remember me");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  await chat.field.fill("Half a thought");
  await page.reload();
  await expect(chat.panel).toBeVisible();
  await expect(chat.log.getByText("Please remember me")).toHaveCount(1);
  await expect(chat.field).toHaveValue("Half a thought");
  await expect(page.locator("body")).toBeFocused();
  await chat.send("And again");
  const conversation = await rig.conversationWith("And again");
  expect(await rig.contents(conversation)).toEqual(["Please remember me", "And again"]);
});

test("what is answered while the visitor is away is there when they come back", async ({
  page,
  chat,
  rig,
}) => {
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("I have to run");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  await page.keyboard.press("Escape");
  const conversation = await rig.conversationWith("have to run");
  await page.goto("about:blank");
  await rig.answer(conversation, "No hurry, it will be here.");
  await page.goto(rig.pageUrl({ widget }));
  await expect(chat.launcher).toHaveAccessibleName("Open chat, 1 unread");
  await chat.open();
  await expect(chat.log.getByText("No hurry")).toHaveCount(1);
  await expect(chat.log.getByText("I have to run")).toHaveCount(1);
});

test("what is written offline is sent once, in order, when the connection is back", async ({
  page,
  chat,
  rig,
}) => {
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("Before the tunnel");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  await page.context().setOffline(true);
  await chat.send("In the tunnel, one");
  await chat.send("In the tunnel, two");
  await expect(chat.panel.getByText("No connection.")).toBeVisible();
  await expect(chat.log.getByText("Waiting for connection")).toBeVisible();
  await chat.shoot("offline");
  await page.context().setOffline(false);
  await expect(chat.log.getByText("Sent")).toBeVisible();
  await expect(chat.panel.getByText("No connection.")).toHaveCount(0);
  const conversation = await rig.conversationWith("tunnel, two");
  await expect
    .poll(() => rig.contents(conversation))
    .toEqual(["Before the tunnel", "In the tunnel, one", "In the tunnel, two"]);
  await expect(chat.log.getByText(/tunnel/)).toHaveCount(3);
});

test("what was written offline survives the page and is sent from the next one", async ({
  page,
  chat,
  rig,
}) => {
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await page.context().setOffline(true);
  await chat.send("Written on the train");
  await page.context().setOffline(false);
  await page.reload();
  await expect(chat.log.getByText("Sent")).toBeVisible();
  const conversation = await rig.conversationWith("on the train");
  expect(await rig.messages(conversation)).toHaveLength(1);
});

test("a message whose answer is lost on the way exists once", async ({ page, chat, rig }) => {
  const widget = await rig.widget();
  await chat.cutSockets();
  let lost = 0;
  await page.route("**/messages", async (route) => {
    if (lost === 2) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort();
  });
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("Say it once");
  await expect(chat.log.getByText("Sent")).toBeVisible({ timeout: 15_000 });
  expect(lost).toBe(2);
  const conversation = await rig.conversationWith("Say it once");
  expect(await rig.messages(conversation)).toHaveLength(1);
});

test("two tabs are one visitor and show the same conversation", async ({ page, chat, rig }) => {
  const widget = await rig.widget();
  const url = rig.pageUrl({ widget });
  await page.goto(url);
  const second = await page.context().newPage();
  await second.goto(url);
  const other = new ChatOn(second);
  await other.open();
  await chat.open();
  await Promise.all([chat.send("From the first tab"), other.send("From the second tab")]);
  for (const tab of [chat, other]) {
    await expect(tab.log.getByText("From the first tab")).toHaveCount(1);
    await expect(tab.log.getByText("From the second tab")).toHaveCount(1);
  }
  await expect(chat.log.getByText("Sent")).toBeVisible();
  const conversation = await rig.conversationWith("tab");
  expect(await rig.messages(conversation)).toHaveLength(2);
  await rig.answer(conversation, "To both of you");
  for (const tab of [chat, other]) await expect(tab.log.getByText("To both of you")).toHaveCount(1);
});

test("a message that the server refuses can be tried again or thrown away", async ({ page, chat, rig }) => {
  const widget = await rig.widget();
  await chat.cutSockets();
  await page.route("**/messages", (route) =>
    route.fulfill({ status: 403, json: { detail: "This widget is switched off" } }),
  );
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("Will this work?");
  await expect(chat.log.getByText("This widget is switched off")).toBeVisible();
  await chat.shoot("refused");
  await page.unroute("**/messages");
  await chat.log.getByRole("button", { name: "Try again" }).click();
  await expect(chat.log.getByText("Sent")).toBeVisible();
});

test("a line that breaks in the middle is mended, and nothing is missing or doubled", async ({
  page,
  chat,
  rig,
}) => {
  const sockets = await chat.holdSockets();
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("One, on the line");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  const conversation = await rig.conversationWith("One, on the line");
  await sockets.cut();
  await rig.answer(conversation, "Two, while it was broken");
  await chat.send("Three, the other way");
  await expect.poll(() => rig.contents(conversation)).toHaveLength(3);
  sockets.mend();
  await rig.answer(conversation, "Four, on the line again");
  const all = [
    "One, on the line",
    "Two, while it was broken",
    "Three, the other way",
    "Four, on the line again",
  ];
  await expect.poll(() => chat.said(), { timeout: 15_000 }).toEqual(all);
  expect(await rig.contents(conversation)).toEqual(all);
});

for (const signal of ["SIGTERM", "SIGKILL"] as const) {
  test(`the server is ended by ${signal} in the middle, and comes back: nothing lost, nothing doubled`, async ({
    page,
    chat,
    rig,
  }) => {
    test.slow();
    const widget = await rig.widget();
    await page.goto(rig.pageUrl({ widget }));
    await chat.open();
    const all = [
      `Before ${signal}`,
      "An answer before",
      "As it ends",
      "While it is gone",
      "An answer after",
      "Thanks",
    ];
    const [before, answer, ending, gone, after, thanks] = all as [
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    await chat.send(before);
    await expect(chat.log.getByText("Sent")).toBeVisible();
    const conversation = await rig.conversationWith(before);
    await rig.answer(conversation, answer);
    await expect(chat.log.getByText(answer)).toBeVisible();
    const sending = chat.send(ending);
    await rig.server.end(signal);
    await sending;
    await chat.send(gone);
    await expect(chat.log.getByText("Waiting for connection")).toBeVisible();
    await chat.shoot(`server-gone-${signal.toLowerCase()}`);
    await rig.server.startAgain();
    await expect.poll(() => rig.contents(conversation), { timeout: 40_000 }).toEqual(all.slice(0, 4));
    await rig.answer(conversation, after);
    await expect(chat.log.getByText(after)).toBeVisible({ timeout: 40_000 });
    await chat.send(thanks);
    await expect.poll(() => rig.contents(conversation)).toEqual(all);
    await expect.poll(() => chat.said()).toEqual(all);
    await page.reload();
    await expect.poll(() => chat.said()).toEqual(all);
  });
}

test("where only WebSockets are blocked, long polling carries the conversation", async ({
  page,
  chat,
  rig,
}) => {
  await page.addInitScript(() => {
    class Blocked {
      onerror?: (event: Event) => void;
      constructor() {
        setTimeout(() => this.onerror?.(new Event("error")));
      }
      close() {}
    }
    Object.assign(window, { WebSocket: Blocked });
  });
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await chat.open();
  await expect.poll(() => asked.filter((path) => path.includes("/socket.io")).length).toBeGreaterThan(2);
  await chat.send("Slowly but surely");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  const conversation = await rig.conversationWith("Slowly but surely");
  await rig.answer(conversation, "As good as a socket");
  await expect(chat.log.getByText("As good as a socket")).toBeVisible();
  expect(
    asked.filter((path) => path.endsWith("/messages")),
    "nothing went another way",
  ).toEqual([]);
});

test("where sockets are blocked, answers come all the same", async ({ page, chat, rig }) => {
  await chat.cutSockets();
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("Behind a strict proxy");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  const conversation = await rig.conversationWith("strict proxy");
  await rig.answer(conversation, "We hear you");
  await expect(chat.log.getByText("We hear you")).toBeVisible({ timeout: 15_000 });
  await chat.send("And I you");
  await rig.answer(await rig.conversationWith("And I you"), "Good");
  await expect(chat.log.getByText("Good", { exact: true })).toBeVisible({ timeout: 15_000 });
  expect(await chat.said()).toEqual(["Behind a strict proxy", "We hear you", "And I you", "Good"]);
});
