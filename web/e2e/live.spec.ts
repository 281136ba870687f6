// What a connected socket gives: news within moments, colleagues seen, marks kept. Needs a server that speaks Socket.IO.
import type { Browser, Page } from "@playwright/test";
import { type Account, call, expect, newVisitor, newWorkspace, signIn, test } from "./rig";

test.beforeEach(async () => {
  const answer = await fetch(`${process.env.E2E_URL}/socket.io/?EIO=4&transport=polling`);
  test.skip(answer.status !== 200, "this server has no Socket.IO");
});

async function colleague(browser: Browser, { token }: Account, name: string): Promise<Page> {
  const email = `${name.toLowerCase()}-${Date.now()}@harbour.example`;
  const { access_token } = await call<{ access_token: string }>("POST", "/auth/register", {
    email,
    full_name: name,
    password: "correct horse",
  });
  await call("POST", `/team/invite?email=${encodeURIComponent(email)}&role=agent`, undefined, token);
  const context = await browser.newContext({ baseURL: process.env.E2E_URL });
  const page = await context.newPage();
  await signIn(page, access_token);
  return page;
}

const isLive = (page: Page) =>
  expect(page.getByRole("button", { name: /Account/ })).not.toContainText("not live");

test("a visitor's message is there in a moment, at the top, counted, without the list being asked again", async ({
  page,
}) => {
  const account = await newWorkspace();
  await newVisitor(account, "Ada", "First");
  await signIn(page, account.token);
  await page.goto("/inbox/all");
  await expect(page.locator("[data-conversation]")).toHaveCount(1);
  await isLive(page);
  await page.waitForTimeout(1500);
  const asked: string[] = [];
  page.on("request", (request) => {
    if (/\/conversations\/\?/.test(request.url())) asked.push(request.url());
  });
  const ben = await newVisitor(account, "Ben", "Hello from Ben");
  const first = page.locator("[data-conversation]").first();
  await expect(first).toContainText("Hello from Ben", { timeout: 3000 });
  await ben.say("Are you there?");
  await expect(first).toContainText("Are you there?", { timeout: 3000 });
  await expect(first).toContainText("2 unread messages");
  // The counts may be asked for; the list never is.
  expect(asked.filter((url) => !url.includes("limit=1&") && !url.endsWith("limit=1"))).toEqual([]);
});

test("two agents on one conversation see each other and are warned before they answer twice", async ({
  page,
  browser,
}) => {
  const account = await newWorkspace();
  const visitor = await newVisitor(account, "Ada", "Hello");
  await signIn(page, account.token);
  await page.goto(`/inbox/all/${visitor.conversation}`);
  const ana = await colleague(browser, account, "Ana");
  await ana.goto(`/inbox/all/${visitor.conversation}`);
  await expect(page.getByText("Ana is here too")).toBeVisible();
  await expect(ana.getByText("Olu Adeyemi is here too")).toBeVisible();
  await ana.getByRole("textbox", { name: /Reply to/ }).pressSequentially("I think");
  await expect(page.getByText("Ana is answering right now")).toBeVisible();
  await ana.keyboard.press("Control+Enter");
  await expect(page.getByRole("log").getByText("I think")).toBeVisible({ timeout: 3000 });
  await expect(ana.getByRole("log").getByText("I think")).toHaveCount(1);
  await ana.context().close();
  await expect(page.getByText(/Ana is/)).toHaveCount(0, { timeout: 15_000 });
});

test("what happens while the network is gone is there when it is back, once", async ({ page, context }) => {
  const account = await newWorkspace();
  const visitor = await newVisitor(account, "Ada", "Hello");
  await signIn(page, account.token);
  await page.goto(`/inbox/all/${visitor.conversation}`);
  await expect(page.getByRole("log").getByText("Hello")).toBeVisible();
  await isLive(page);
  await context.setOffline(true);
  await visitor.say("One");
  await visitor.say("Two");
  await page.waitForTimeout(1000);
  await context.setOffline(false);
  await expect(page.getByRole("log").getByText("Two")).toBeVisible({ timeout: 40_000 });
  await expect(page.getByRole("log").getByText("One")).toHaveCount(1);
  const order = await page.getByRole("log").getByRole("article").allTextContents();
  expect(order.map((text) => /(Hello|One|Two)/.exec(text)?.[0])).toEqual(["Hello", "One", "Two"]);
});

test("who is removed from the team is out at once", async ({ page, browser }) => {
  const account = await newWorkspace();
  const ana = await colleague(browser, account, "Ana");
  await ana.goto("/inbox/all");
  await expect(ana.getByText("Nothing here yet")).toBeVisible();
  await isLive(ana);
  await signIn(page, account.token);
  await page.goto("/settings/team");
  await page.getByRole("button", { name: "Remove Ana" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Ana is removed")).toBeVisible();
  await expect(ana.getByRole("heading", { name: /Welcome back|Name your workspace/ })).toBeVisible();
  await ana.context().close();
});
