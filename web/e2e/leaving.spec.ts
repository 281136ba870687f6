// What must not pass from one person or site to another: words, drafts, addresses, links. One browser, several people.
import { call, expect, newColleague, newVisitor, newWorkspace, signIn, stateOf, test } from "./rig";

const waiting = "Waiting for the connection";

for (const way of ["the session ends elsewhere", "signing out while nothing is answered"]) {
  test(`what one agent wrote is never sent under the next one's name: ${way}`, async ({
    page,
    context,
    browser,
  }) => {
    const account = await newWorkspace();
    const visitor = await newVisitor(account, "Ada", "Hello");
    const bo = await newColleague(browser, account, "Bo");
    await bo.goto("/inbox/all");
    const boToken = await bo.evaluate(() => localStorage.getItem("pingback.token"));
    await bo.context().close();
    await signIn(page, account.token);
    await page.goto(`/inbox/all/${visitor.conversation}`);
    const box = page.getByRole("textbox", { name: /Reply to/ });
    await expect(box).toBeVisible();
    await context.route("**/messages", (route) =>
      route.request().method() === "POST" ? route.abort() : route.continue(),
    );
    if (way.startsWith("signing")) await context.route("**/api/v1/auth/**", (route) => route.abort());
    await box.fill("Olu wrote this");
    await page.keyboard.press("Control+Enter");
    await box.fill("Olu began this");
    await expect(page.getByText(waiting)).toBeVisible();
    if (way.startsWith("signing")) {
      await page.getByRole("button", { name: /Account/ }).click();
      await page.getByRole("menuitem", { name: "Sign out" }).click();
    } else await call("POST", "/auth/logout", undefined, account.token).catch(() => undefined);
    // The page goes elsewhere meanwhile, where nothing can be read for a moment.
    const stored = () => page.evaluate(() => JSON.stringify(localStorage)).catch(() => "Olu's, on the way");
    await expect.poll(stored).not.toContain("pingback.token");
    await expect.poll(stored).not.toContain("Olu");
    await context.unrouteAll();
    // On the same page: what only its memory kept would be there too.
    const { user } = await call<{ user: { email: string } }>("GET", "/auth/me", undefined, boToken ?? "");
    await page.getByLabel("E-mail").fill(user.email);
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await page.keyboard.press("Enter");
    await page.locator("[data-conversation]").first().click();
    await expect(box).toHaveValue("");
    await page.waitForTimeout(2500);
    await expect(page.getByText("Olu wrote this")).toHaveCount(0);
    const { messages } = await stateOf({ ...account, token: boToken ?? "" }, visitor);
    expect(messages.map(({ content }) => content)).toEqual(["Hello"]);
  });
}

test("two tabs without a network keep both messages, and each is sent once", async ({ page, context }) => {
  const account = await newWorkspace();
  const visitors = [await newVisitor(account, "Ada", "Hello"), await newVisitor(account, "Ben", "Hello")];
  await signIn(page, account.token);
  await page.goto("/inbox/all");
  const other = await context.newPage();
  const tabs = [page, other];
  for (const [index, tab] of tabs.entries()) {
    await tab.goto(`/inbox/all/${visitors[index]!.conversation}`);
    await expect(tab.getByRole("textbox", { name: /Reply to/ })).toBeVisible();
  }
  await context.setOffline(true);
  for (const [index, tab] of tabs.entries()) {
    await tab.getByRole("textbox", { name: /Reply to/ }).fill(`From tab ${index}`);
    await tab.keyboard.press("Control+Enter");
    await expect(tab.getByText(waiting)).toBeVisible();
  }
  await other.close();
  await context.setOffline(false);
  await page.goto("/inbox/all");
  for (const [index, visitor] of visitors.entries()) {
    const said = async () => (await stateOf(account, visitor)).messages.map(({ content }) => content);
    await expect.poll(said, { timeout: 20_000 }).toEqual(["Hello", `From tab ${index}`]);
  }
});

test("a link to the sign-in leads to no other site", async ({ page }) => {
  const account = await newWorkspace();
  const foreign: string[] = [];
  page.on(
    "request",
    (request) => /evil/.test(new URL(request.url()).hostname) && foreign.push(request.url()),
  );
  await page.goto("/sign-in");
  const own = new URL(page.url()).origin;
  for (const to of ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example"]) {
    await page.evaluate(() => localStorage.clear());
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
    await page.getByLabel("E-mail").fill(account.email);
    await page.getByLabel("Password", { exact: true }).fill("correct horse");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/inbox\/all/);
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
    await expect(page).toHaveURL(/\/inbox\/all/);
    expect(new URL(page.url()).origin).toBe(own);
  }
  expect(foreign).toEqual([]);
});

test("nonsense in the inbox's address is not asked of the server", async ({ page }) => {
  const account = await newWorkspace();
  await newVisitor(account, "Ada", "Hello");
  await signIn(page, account.token);
  await page.goto("/inbox/all?status=bogus&q=%7B%22a%22%3A1%7D");
  await expect(page.locator("[data-conversation]")).toHaveCount(1);
});

test("a message stays in its bubble, a link says where it leads, and Escape leads to the messages", async ({
  page,
}) => {
  const account = await newWorkspace();
  const visitor = await newVisitor(account, `${"N".repeat(120)}`, "hi");
  await visitor.say("W".repeat(600));
  await visitor.say(`see https://x.example/${"a".repeat(600)}`);
  await visitor.say("Pay at [https://bank.example](https://evil.example/pay)");
  await signIn(page, account.token);
  await page.goto(`/inbox/all/${visitor.conversation}`);
  const log = page.getByRole("log");
  await expect(log.getByRole("link", { name: "(evil.example)" })).toBeVisible();
  const widths = await log.evaluate((element) => [element.scrollWidth, element.clientWidth]);
  expect(widths[0]).toBe(widths[1]);
  const bubbles = await log.locator("article .rounded-2xl").evaluateAll((all) =>
    all.map((one) => ({
      width: one.getBoundingClientRect().width,
      over: one.scrollWidth - one.clientWidth,
    })),
  );
  expect(bubbles.every(({ over }) => over <= 0)).toBe(true);
  expect(bubbles[0]!.width).toBeLessThan(80);
  await page.getByRole("textbox", { name: /Reply to/ }).fill("Half");
  await page.keyboard.press("Escape");
  await expect(log).toBeFocused();
  await page.screenshot({ path: "e2e/results/bubbles.png" });
});
