// The server's power fails while both sides write. A server of its own, since the others would mind.
import { call, expect, isLive, newWorkspace, signIn, stateOf, test } from "./rig";
import { type Server, startServer } from "./server";
import { Chat, inOrder } from "./visitor";

let server: Server;
const shared = process.env.E2E_URL;

test.beforeAll(async () => {
  server = await startServer("restart");
  process.env.E2E_URL = server.url;
});

test.afterAll(async () => {
  process.env.E2E_URL = shared;
  await server.stop();
});

test("the server is killed in the middle: nothing is lost, doubled or out of order on either screen", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const account = await newWorkspace();
  const context = await browser.newContext({ baseURL: server.url });
  const chat = new Chat(await context.newPage());
  await chat.page.goto(`/preview/${account.widgetId}`);
  await chat.open();
  await chat.write("V1 before");
  await signIn(page, account.token);
  await page.goto("/inbox/all");
  await page.locator("[data-conversation]").first().click();
  const log = page.getByRole("log");
  const reply = page.getByRole("textbox", { name: /Reply to/ });
  await expect(log.getByText("V1 before")).toBeVisible();
  await isLive(page);
  const said = ["V1 before"];

  for (const round of [1, 2]) {
    // Written into the very moment in which it dies.
    await reply.fill(`A${round} in its last moment`);
    await page.keyboard.press("Control+Enter");
    await chat.write(`V${round}x in its last moment`);
    await server.kill();
    await reply.fill(`A${round} to nobody`);
    await page.keyboard.press("Control+Enter");
    await chat.write(`V${round}x to nobody`);
    await expect(page.getByText("Waiting for the connection").first()).toBeVisible();
    await server.startAgain();
    for (const text of ["in its last moment", "to nobody"])
      said.push(`A${round} ${text}`, `V${round}x ${text}`);
    await expect(page.getByText("Waiting for the connection")).toHaveCount(0, { timeout: 40_000 });
    for (const text of said.slice(-4)) {
      await expect(log.getByText(text)).toHaveCount(1, { timeout: 40_000 });
      await expect(chat.log.getByText(text)).toHaveCount(1, { timeout: 40_000 });
    }
    await isLive(page);
  }

  const [conversation] = await call<{ id: string }[]>("GET", "/conversations/", undefined, account.token);
  const { messages } = await stateOf(account, { conversation: conversation!.id });
  const kept = messages.map(({ content }) => content);
  expect(kept.toSorted()).toEqual(said.toSorted());
  // Each side's own words stay in the order of writing; both screens show the server's order.
  for (const side of ["A", "V"]) {
    const own = (text: string) => text.startsWith(side);
    expect(kept.filter(own)).toEqual(said.filter(own));
  }
  expect(inOrder(await log.innerText(), said)).toEqual(kept);
  await page.reload();
  await expect(log.getByText("V2x to nobody")).toBeVisible();
  expect(inOrder(await log.innerText(), said)).toEqual(kept);
  expect(await chat.said(said)).toEqual(kept);
  await context.close();
});
