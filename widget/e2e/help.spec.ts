// What can a visitor read before they write, and is Theo named as what he is?
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test, type ChatOn, type Rig } from "./rig/rig";

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include("pingback-widget").analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${target}`));
}

const search = (chat: ChatOn) => chat.panel.getByRole("textbox", { name: "Search for answers" });
const articles = (chat: ChatOn) => chat.panel.getByRole("list", { name: "Articles" }).getByRole("link");

test("articles are found before anybody is asked, and open in a page of their own", async ({
  page,
  chat,
  rig,
}) => {
  await page.goto(rig.pageUrl({ widget: await rig.widget() }));
  await chat.open();
  await expect(articles(chat)).toHaveCount(3);
  await expect(chat.field, "the newest articles take no focus").toBeFocused();
  await chat.shoot("articles");
  await search(chat).fill("moka pot");
  await expect(articles(chat).first()).toContainText("moka", { ignoreCase: true });
  await expect(chat.panel.getByRole("status").filter({ hasText: "Articles:" })).toBeAttached();
  await search(chat).press("Tab");
  await expect(articles(chat).first()).toBeFocused();
  await chat.shoot("articles-found");
  const [opened] = await Promise.all([page.waitForEvent("popup"), page.keyboard.press("Enter")]);
  await expect(opened).toHaveURL(/\/help\/[^/]+\/articles\//);
  await expect(opened.getByRole("heading", { level: 1 })).toBeVisible();
  await opened.close();

  await search(chat).fill("zzzqqq");
  await expect(chat.panel.getByText("Nothing found. Just write to us.")).toBeVisible();
  await expect(articles(chat)).toHaveCount(0);
  await search(chat).fill("");
  await expect(articles(chat)).toHaveCount(3);
  await chat.send("I read it all and still wonder");
  await expect(search(chat)).toHaveCount(0);
});

for (const [name, colorScheme, width] of [
  ["light", "light", 1280],
  ["dark", "dark", 1280],
  ["phone", "light", 390],
] as const) {
  test(`axe finds nothing in the articles (${name})`, async ({ page, chat, rig }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 844 });
    const widget = await rig.widget({ config: { starters: ["Where is my order?"] } });
    await page.goto(rig.pageUrl({ widget }));
    await chat.open();
    await expect(articles(chat)).toHaveCount(3);
    expect(await faults(page)).toEqual([]);
    await chat.shoot(`articles-${name}`);
    await search(chat).fill("gift cards");
    await expect(articles(chat).first()).toContainText("gift cards");
    expect(await faults(page)).toEqual([]);
    await chat.shoot(`articles-found-${name}`);
  });
}

test("a help centre that is not public is not spoken of", async ({ page, chat, rig }) => {
  await rig.server.api("PATCH", "kb/help-centre", { is_public: false });
  try {
    await page.goto(rig.pageUrl({ widget: await rig.widget() }));
    const asked = page.waitForResponse(/\/articles$/);
    await chat.open();
    expect(await (await asked).json()).toEqual([]);
    await expect(chat.panel.getByRole("link", { name: /WhatsApp/ })).toBeVisible();
    await expect(search(chat)).toHaveCount(0);
  } finally {
    await rig.server.api("PATCH", "kb/help-centre", { is_public: true });
  }
});

async function withTheo(rig: Rig, journey: () => Promise<void>): Promise<void> {
  await rig.server.api("PATCH", "ai/settings", { mode: "auto" });
  try {
    await journey();
  } finally {
    await rig.server.api("PATCH", "ai/settings", { mode: "assist" });
  }
}

test("Theo answers as Theo, with his source, until the visitor wants a person", async ({
  page,
  chat,
  rig,
}) => {
  type Settings = { knowledge: { passages: number; embedded: number; model: string | null } };
  const known = async () => (await rig.server.api<Settings>("GET", "ai/settings")).knowledge;
  test.skip((await known()).model === null, "without the model's weights he never answers by himself");
  const isRead = async () => {
    const { passages, embedded } = await known();
    return passages > 0 && embedded === passages;
  };
  await expect.poll(isRead, { message: "Theo has read the articles", timeout: 30_000 }).toBe(true);
  await page.emulateMedia({ colorScheme: "dark" });
  await withTheo(rig, async () => {
    await page.goto(rig.pageUrl({ widget: await rig.widget() }));
    await chat.open();
    await chat.send("Something arrived broken. How long do I have to write to you?");
    const answer = chat.log.locator(".group", { hasText: "14 days" });
    await expect(answer).toBeVisible({ timeout: 20_000 });
    await expect(answer.getByText("Theo, AI assistant").last()).toBeVisible();
    const source = answer.getByRole("list", { name: "Sources" }).getByRole("link");
    await expect(source).toHaveText(/Something arrived broken or wrong/);
    const href = (await source.getAttribute("href")) ?? "";
    expect(new URL(href).origin).toBe(new URL(rig.server.base).origin);
    expect((await page.request.get(href)).status()).toBe(200);
    expect(await faults(page)).toEqual([]);
    await chat.shoot("theo-answer");

    const wish = chat.log.getByRole("button", { name: "I’d like to talk to a person" });
    await wish.click();
    await expect(chat.log.getByText("I am passing you on to a colleague")).toBeVisible({ timeout: 20_000 });
    await expect(wish).toHaveCount(0);
    await rig.answer(await rig.conversationWith("passing you on"), "Olu here. What has arrived?");
    const human = chat.log.locator(".group", { hasText: "Olu here" });
    await expect(human).toBeVisible();
    await expect(human.getByText("Theo, AI assistant")).toHaveCount(0);
    await chat.shoot("theo-handover");
  });
});
