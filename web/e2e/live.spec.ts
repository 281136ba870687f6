// What a connected socket gives: news within moments, colleagues seen, marks kept.
import { call, expect, isLive, newColleague, newVisitor, newWorkspace, signIn, stateOf, test } from "./rig";

test("twenty pieces of news are shown in a moment, at the top, counted, and the list is never asked again", async ({
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
  for (let count = 2; count <= 15; count += 1) await ben.say(`Are you there? (${count})`);
  await expect(first).toContainText("Are you there? (15)", { timeout: 3000 });
  await expect(first).toContainText("15 unread messages");
  const change = (body: object) => call("PATCH", `/conversations/${ben.conversation}`, body, account.token);
  await change({ priority: "high" });
  await change({ tags: ["tea"] });
  await change({ status: "pending" });
  await expect(page.locator("[data-conversation]")).toHaveCount(1);
  await change({ status: "open" });
  await expect(page.locator("[data-conversation]")).toHaveCount(2);
  expect(asked).toEqual([]);
});

test("two agents on one conversation see each other and are warned before they answer twice", async ({
  page,
  browser,
}) => {
  const account = await newWorkspace();
  const visitor = await newVisitor(account, "Ada", "Hello");
  await signIn(page, account.token);
  await page.goto(`/inbox/all/${visitor.conversation}`);
  const ana = await newColleague(browser, account, "Ana");
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

test("two agents answer at the same moment: both see both answers, once and in the same order", async ({
  page,
  browser,
}) => {
  const account = await newWorkspace();
  const visitor = await newVisitor(account, "Ada", "Hello");
  await signIn(page, account.token);
  const ana = await newColleague(browser, account, "Ana");
  const screens = [page, ana];
  for (const screen of screens) {
    await screen.goto(`/inbox/all/${visitor.conversation}`);
    await expect(screen.getByRole("log").getByText("Hello")).toBeVisible();
    await isLive(screen);
  }
  await page.getByRole("textbox", { name: /Reply to/ }).fill("From Olu");
  await ana.getByRole("textbox", { name: /Reply to/ }).fill("From Ana");
  await Promise.all(screens.map((screen) => screen.keyboard.press("Control+Enter")));
  for (const screen of screens) {
    await expect(screen.getByRole("log").getByText("From Olu")).toHaveCount(1);
    await expect(screen.getByRole("log").getByText("From Ana")).toHaveCount(1);
  }
  const { messages } = await stateOf(account, visitor);
  const kept = messages.map(({ content }) => content);
  expect(kept).toHaveLength(3);
  for (const screen of screens) {
    const shown = await screen.getByRole("log").getByRole("article").allTextContents();
    expect(shown.map((text) => /Hello|From Olu|From Ana/.exec(text)?.[0])).toEqual(kept);
  }
  await ana.context().close();
});

test("two agents take a conversation at the same moment: one has it, and both screens say who", async ({
  browser,
}) => {
  const account = await newWorkspace();
  const visitor = await newVisitor(account, "Ada", "Hello");
  const screens = await Promise.all(["Ana", "Bo"].map((name) => newColleague(browser, account, name)));
  for (const screen of screens) {
    await screen.goto(`/inbox/all/${visitor.conversation}`);
    await expect(screen.getByRole("log").getByText("Hello")).toBeVisible();
    await isLive(screen);
  }
  await Promise.all(screens.map((screen) => screen.keyboard.press("m")));
  const members = await call<{ user_id: string; name: string }[]>(
    "GET",
    "/team/members",
    undefined,
    account.token,
  );
  const holder = async () => {
    const { assignee_id } = await stateOf(account, visitor);
    return members.find(({ user_id }) => user_id === assignee_id)?.name ?? "nobody";
  };
  await expect.poll(holder).toMatch(/Ana|Bo/);
  const name = await holder();
  for (const screen of screens) {
    const assignee = screen.getByRole("complementary").getByText("Assignee").locator("..");
    await expect(assignee).toContainText(name);
  }
  const loser = screens[name === "Ana" ? 1 : 0]!;
  await expect(loser.getByText(/assign/i).first()).toBeVisible();
  for (const screen of screens) await screen.context().close();
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
  const ana = await newColleague(browser, account, "Ana");
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
