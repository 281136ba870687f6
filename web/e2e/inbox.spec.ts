// What must hold when things go on at the same time: news, a lost network, drafts, links, a phone.
import { expect, newVisitor, newWorkspace, signIn, stateOf, test } from "./rig";

test("a visitor's message appears by itself, and reading it takes the mark away", async ({ page }) => {
  const account = await newWorkspace();
  await signIn(page, account.token);
  await page.goto("/inbox/unassigned");
  await expect(page.getByText("Everybody is taken care of")).toBeVisible();
  const visitor = await newVisitor(account, "Ada", "Is anybody there?");
  const row = page.locator("[data-conversation]").filter({ hasText: "Ada" });
  await expect(row).toBeVisible({ timeout: 30_000 });
  await expect(row.getByText("1 unread message")).toBeAttached();
  await row.click();
  await expect(page.getByRole("log").getByText("Is anybody there?")).toBeVisible();
  await expect(row.getByText("1 unread message")).toHaveCount(0);
  await visitor.say("Still waiting");
  await expect(page.getByRole("log").getByText("Still waiting")).toBeVisible({ timeout: 30_000 });
});

test("what is sent without a network waits and is sent once", async ({ page, context }) => {
  const account = await newWorkspace();
  const visitor = await newVisitor(account, "Ada", "Hello");
  await signIn(page, account.token);
  await page.goto(`/inbox/all/${visitor.conversation}`);
  const box = page.getByRole("textbox", { name: /Reply to/ });
  await expect(box).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await box.fill("Sent from a tunnel");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Waiting for the connection")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("Waiting for the connection")).toHaveCount(0, { timeout: 20_000 });
  await page.reload();
  await expect(page.getByRole("log").getByText("Sent from a tunnel")).toHaveCount(1);
  const { messages } = await stateOf(account, visitor);
  expect(messages.filter(({ content }) => content === "Sent from a tunnel")).toHaveLength(1);
});

test("a draft outlives a reload and stays with its conversation", async ({ page }) => {
  const account = await newWorkspace();
  const ada = await newVisitor(account, "Ada", "Hello");
  const ben = await newVisitor(account, "Ben", "Hello");
  await signIn(page, account.token);
  await page.goto(`/inbox/all/${ada.conversation}`);
  const box = page.getByRole("textbox", { name: /Reply to/ });
  await box.fill("Half a thought");
  await page.goto(`/inbox/all/${ben.conversation}`);
  await expect(box).toHaveValue("");
  await expect(
    page.locator("[data-conversation]").filter({ hasText: "Ada" }).getByLabel("Draft"),
  ).toBeVisible();
  await page.goto(`/inbox/all/${ada.conversation}`);
  await expect(box).toHaveValue("Half a thought");
});

test("a link to a conversation asks for the password first and then leads there", async ({ page }) => {
  const account = await newWorkspace();
  const visitor = await newVisitor(account, "Ada", "Hello");
  await page.goto(`/inbox/all/${visitor.conversation}?status=any`);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.evaluate((token) => localStorage.setItem("pingback.token", token), account.token);
  await page.reload();
  await expect(page).toHaveURL(new RegExp(`/inbox/all/${visitor.conversation}\\?status=any`));
  await expect(page.getByRole("log").getByText("Hello")).toBeVisible();
});

test("signing out ends it here and forgets what was loaded", async ({ page }) => {
  const account = await newWorkspace();
  await signIn(page, account.token);
  await page.goto("/inbox/all");
  await page.getByRole("button", { name: /Account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Welcome back" })).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem("pingback.token"))).toBeNull();
});

test("text that is read from right to left is set so, beside text that is not", async ({ page }) => {
  const own = await newWorkspace();
  const visitor = await newVisitor(own, "ليلى حداد", "مرحبا، طلبي رقم A-771 لم يصل بعد.");
  await visitor.say("In English: it has not arrived.");
  await signIn(page, own.token);
  await page.goto(`/inbox/all/${visitor.conversation}`);
  const direction = (text: string) =>
    page
      .getByRole("log")
      .getByText(text)
      .evaluate((element) => getComputedStyle(element).direction);
  await expect(page.getByRole("log").getByText("In English")).toBeVisible();
  expect(await direction("مرحبا")).toBe("rtl");
  expect(await direction("In English")).toBe("ltr");
  const box = page.getByRole("textbox", { name: /Reply to/ });
  await box.fill("أهلا ليلى");
  expect(await box.evaluate((element) => element.matches(":dir(rtl)"))).toBe(true);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test("there is one pane at a time, and back leads to the list", async ({ page }) => {
    const account = await newWorkspace();
    const visitor = await newVisitor(account, "Ada", "Hello from my phone");
    await signIn(page, account.token);
    await page.goto("/inbox/all");
    await page.locator("[data-conversation]").first().tap();
    await expect(page.getByRole("log").getByText("Hello from my phone")).toBeVisible();
    await expect(page.locator("[data-conversation]")).toHaveCount(0);
    await page.getByRole("textbox", { name: /Reply to/ }).fill("Hello back");
    await page.getByRole("button", { name: "Send" }).tap();
    await expect.poll(async () => (await stateOf(account, visitor)).messages.length).toBe(2);
    await page.getByRole("button", { name: "About the customer" }).tap();
    await expect(page.getByRole("dialog").getByText("Began")).toBeVisible();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Back to the list" }).tap();
    await expect(page.locator("[data-conversation]")).toHaveCount(1);
    await page.getByRole("button", { name: "Views and settings" }).tap();
    await page.getByRole("dialog").getByRole("link", { name: "Team" }).tap();
    await expect(page.getByRole("heading", { level: 1, name: "Team" })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });
});
