// Visitor to agent to visitor: the real widget in one browser, the real inbox in another.
import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "@playwright/test";
import { expect, isLive, newWorkspace, signIn, test } from "./rig";
import { Chat, inOrder } from "./visitor";

async function guest(browser: Browser, path: string): Promise<Chat> {
  const context = await browser.newContext({ baseURL: process.env.E2E_URL });
  const page = await context.newPage();
  await page.goto(path);
  return new Chat(page);
}

const SCREENSHOTS = fileURLToPath(new URL("./screenshots", import.meta.url));
const log = (page: Page) => page.getByRole("log");
const answer = async (page: Page, text: string) => {
  await page.getByRole("textbox", { name: /Reply to/ }).fill(text);
  await page.keyboard.press("Control+Enter");
};

/** Whoever types goes on until the other side sees it: what is typed before that side is connected is told to nobody. */
async function typingIsSeen(type: () => Promise<void>, sign: Locator): Promise<void> {
  await expect(async () => {
    await type();
    await expect(sign).toBeAttached({ timeout: 2000 });
  }).toPass({ timeout: 20_000 });
}

test("a customer of the demo shop asks, an agent answers, the customer reads it", async ({
  page,
  browser,
}) => {
  const question = "Hi! Which of your coffees would you grind for a moka pot?";
  await page.goto("/inbox/all");
  await page.getByLabel("E-mail").fill(process.env.E2E_DEMO_EMAIL ?? "");
  await page.getByLabel("Password").fill(process.env.E2E_DEMO_PASSWORD ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Everything" })).toBeVisible();
  await isLive(page);

  const chat = await guest(browser, "/demo");
  await chat.open();
  await chat.write(question);
  const row = page.locator("[data-conversation]").filter({ hasText: question });
  await expect(row).toBeVisible({ timeout: 3000 });
  await row.click();
  await expect(log(page).getByText(question)).toBeVisible();

  const box = page.getByRole("textbox", { name: /Reply to/ });
  await typingIsSeen(() => box.pressSequentially("The Sidamo, "), chat.panel.getByText(/is typing/).first());
  await answer(
    page,
    "The Sidamo, a little finer than for filter. It stays sweet even when it boils too long.",
  );
  await expect(chat.log.getByText("a little finer than for filter")).toBeVisible({ timeout: 3000 });
  await expect(log(page).getByRole("img", { name: "Read" })).toBeVisible();
  await typingIsSeen(() => chat.type("Lovely"), log(page).getByText(/is typing/));
  await chat.write("Lovely. Could it be here by Friday?");
  await expect(log(page).getByText("by Friday")).toBeVisible();
  await answer(page, "If you order before three today, it is with you on Thursday.");
  await expect(chat.log.getByText("on Thursday")).toBeVisible();
  await chat.write("Perfect, thank you!");
  await expect(log(page).getByText("Perfect, thank you!")).toBeVisible();
  await expect(chat.log.getByText("Read")).toBeVisible();
  // The two pictures of the README.
  await page.screenshot({ path: `${SCREENSHOTS}/loop-inbox.png` });
  await chat.page.screenshot({ path: `${SCREENSHOTS}/loop-shop.png` });
  await chat.page.context().close();
});

/** Counts how often the text stood in the log other than once, after it was first there. */
async function watchFlicker(page: Page, text: string): Promise<() => Promise<number>> {
  const flickers = await log(page).evaluateHandle((element, wanted) => {
    const seen = { isThere: false, flickers: 0 };
    new MutationObserver(() => {
      const times = (element.textContent ?? "").split(wanted).length - 1;
      seen.isThere ||= times > 0;
      if (seen.isThere && times !== 1) seen.flickers += 1;
    }).observe(element, { childList: true, subtree: true, characterData: true });
    return seen;
  }, text);
  return () => flickers.evaluate((seen) => seen.flickers);
}

test("reloads and lost connections in the middle lose, double and reorder nothing", async ({
  page,
  context,
  browser,
}) => {
  const account = await newWorkspace();
  const chat = await guest(browser, `/preview/${account.widgetId}`);
  await chat.open();
  await chat.write("V1 hello");
  await signIn(page, account.token);
  await page.goto("/inbox/all");
  await page.locator("[data-conversation]").first().click();
  await expect(log(page).getByText("V1 hello")).toBeVisible();
  await isLive(page);

  const flickers = await watchFlicker(page, "A2 hello back");
  await answer(page, "A2 hello back");
  await expect(chat.log.getByText("A2 hello back")).toBeVisible();
  await expect(log(page).getByRole("img", { name: "Read" })).toBeVisible();
  expect(await flickers(), "what was sent stays in its place").toBe(0);
  await chat.page.reload();
  await expect(chat.log.getByText("A2 hello back")).toBeVisible();
  await chat.write("V3 after my reload");
  await expect(log(page).getByText("V3 after my reload")).toBeVisible();
  await page.reload();
  await expect(log(page).getByText("V3 after my reload")).toBeVisible();
  await isLive(page);

  await chat.page.context().setOffline(true);
  await answer(page, "A4 while you are in the tunnel");
  await chat.page.context().setOffline(false);
  await expect(chat.log.getByText("A4 while you are in the tunnel")).toBeVisible({ timeout: 20_000 });

  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await chat.write("V5 are you in one now");
  await expect(chat.log.getByText("V5 are you in one now")).toBeVisible();
  await context.setOffline(false);
  await expect(log(page).getByText("V5 are you in one now")).toBeVisible({ timeout: 30_000 });
  await answer(page, "A6 out again");
  await expect(chat.log.getByText("A6 out again")).toBeVisible({ timeout: 20_000 });

  const all = ["V1 hello", "A2 hello back", "V3 after", "A4 while", "V5 are", "A6 out"];
  expect(inOrder(await log(page).innerText(), all)).toEqual(all);
  expect(await chat.said(all)).toEqual(all);
  await chat.page.context().close();
});
