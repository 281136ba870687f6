// Can everybody use it: by keyboard, with a screen reader, from the right, in the dark, on a phone?
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test, ChatOn } from "./rig/rig";

async function seriousFaults(page: Page) {
  await new ChatOn(page).settled();
  const { violations } = await new AxeBuilder({ page }).include("pingback-widget").analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))]);
}

test("by keyboard alone: open, write, pick an emoji, read, leave", async ({ page, chat, rig }) => {
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await expect(chat.launcher).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(chat.launcher).toBeFocused();
  await chat.shoot("focus-launcher");
  await page.keyboard.press("Enter");
  await expect(chat.field).toBeFocused();
  await page.keyboard.type("Good morning");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("two lines ");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await chat.shoot("emoji");
  await page.keyboard.press("Escape");
  await expect(chat.panel.getByRole("group", { name: "Emoji" })).toHaveCount(0);
  await expect(chat.panel, "Escape closes the picker first").toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(chat.field).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(chat.log.getByText(/two lines 😀/)).toBeVisible();
  await page.keyboard.press("Shift+Tab");
  await expect(chat.log).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(chat.panel).toBeHidden();
  await expect(chat.launcher).toBeFocused();
});

test("a pre-chat form asks first, says what is wrong, and goes along with the message", async ({
  page,
  chat,
  rig,
}) => {
  const fields = [{ name: "name", required: true }, { name: "email", required: true }, { name: "phone" }];
  const widget = await rig.widget({ config: { prechat: { fields } } });
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await expect(chat.panel.getByLabel("Name")).toBeFocused();
  await chat.shoot("prechat");
  await chat.panel.getByLabel("E-mail").fill("vera@");
  await chat.panel.getByRole("button", { name: "Start the chat" }).click();
  await expect(chat.panel.getByRole("alert")).toHaveText([
    "Please fill this in",
    "This doesn’t look like an e-mail address",
  ]);
  await expect(chat.panel.getByLabel("Name")).toBeFocused();
  await chat.shoot("prechat-wrong");
  expect(await seriousFaults(page)).toEqual([]);
  await chat.panel.getByLabel("Name").fill("Vera Molnár");
  await chat.panel.getByLabel("E-mail").fill("vera@shop.example");
  await page.keyboard.press("Enter");
  await expect(chat.field).toBeFocused();
  await chat.send("Now you know me");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  const conversation = await rig.conversationWith("Now you know me");
  const found = await rig.server.api<{ customer: { name: string } }>("GET", `conversations/${conversation}`);
  expect(found.customer.name).toBe("Vera Molnár");
});

test("away, the team asks where to answer, and the agent sees it", async ({ page, chat, rig }) => {
  const widget = await rig.widget({ config: { away: true } });
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await expect(chat.panel.getByText("We’re away right now")).toBeVisible();
  await chat.shoot("away-welcome");
  await chat.send("My kettle has exploded");
  await expect(chat.log.getByText("Where can we answer you?")).toBeVisible();
  await chat.shoot("away-email");
  expect(await seriousFaults(page)).toEqual([]);
  await chat.log.getByLabel("E-mail").fill("vera@shop.example");
  await page.keyboard.press("Enter");
  await expect(chat.log.getByText("You can reach me at vera@shop.example")).toBeVisible();
  await expect(chat.log.getByText("Where can we answer you?")).toHaveCount(0);
  const conversation = await rig.conversationWith("You can reach me");
  const found = await rig.server.api<{ customer: { email: string } }>("GET", `conversations/${conversation}`);
  expect(found.customer.email).toBe("vera@shop.example");
});

test("the visitor is asked how it was, when the server says so", async ({ page, chat, rig }) => {
  const sockets = await chat.holdSockets();
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("Thanks, that was all");
  const conversation = await rig.conversationWith("that was all");
  sockets.tell("csat_requested", { conversation_id: conversation });
  await chat.log.getByRole("radio", { name: "Good", exact: true }).check({ force: true });
  await chat.log.getByLabel("Anything to add? (optional)").fill("Quick!");
  await chat.shoot("rating");
  expect(await seriousFaults(page)).toEqual([]);
  await chat.log.getByRole("button", { name: "Send" }).click();
  await expect(chat.log.getByText("Thank you for telling us!")).toBeVisible();
  const answer = { conversation_id: conversation, score: 4, comment: "Quick!" };
  await expect.poll(() => sockets.heard.at(-1)).toEqual(["csat_submitted", answer]);
});

for (const theme of ["light", "dark"] as const) {
  test(`axe finds nothing serious in the ${theme}`, async ({ page, chat, rig }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    const widget = await rig.widget({ config: { starters: ["Where is my order?"] } });
    await page.goto(rig.pageUrl({ widget }));
    await expect(chat.launcher).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    await chat.open();
    await expect(chat.panel.getByRole("link", { name: /WhatsApp/ })).toBeVisible();
    await chat.shoot(`welcome-${theme}`);
    expect(await seriousFaults(page)).toEqual([]);
    await chat.send("Do you have this in a darker roast? See www.acme.example");
    await expect(chat.log.getByText("Sent")).toBeVisible();
    await rig.answer(await rig.conversationWith("darker roast"), "Yes: https://acme.example/night-shift");
    await expect(chat.log.getByText("night-shift")).toBeVisible();
    await chat.shoot(`conversation-${theme}`);
    expect(await seriousFaults(page)).toEqual([]);
    await chat.panel.getByRole("button", { name: "Emoji" }).click();
    expect(await seriousFaults(page)).toEqual([]);
  });
}

test("in Arabic everything stands on the other side", async ({ page, chat, rig }) => {
  const widget = await rig.widget({ config: { starters: ["أين طلبي؟"] } });
  await page.goto(rig.pageUrl({ widget, lang: "ar" }));
  await chat.open();
  await expect(chat.field).toHaveAccessibleName("اكتب رسالة…");
  await expect(chat.panel).toHaveCSS("direction", "rtl");
  expect((await chat.launcher.boundingBox())?.x).toBeLessThan(100);
  await expect(chat.panel.getByRole("link", { name: /WhatsApp/ })).toBeVisible();
  await chat.shoot("arabic-welcome");
  await chat.send("مرحبًا، أين طلبي رقم 1042؟");
  await rig.answer(await rig.conversationWith("1042"), "غادر هذا الصباح، وسيصلك غدًا.");
  await expect(chat.log.getByText("غادر")).toBeVisible();
  await chat.shoot("arabic-conversation");
});

for (const [name, primary_color] of [
  ["yellow", "#FFD400"],
  ["white", "#FFFFFF"],
  ["black", "#000000"],
  ["teal", "#0E7C7B"],
] as const) {
  test(`an owner's ${name} stays readable`, async ({ page, chat, rig }) => {
    await page.emulateMedia({ colorScheme: name === "black" ? "dark" : "light" });
    const widget = await rig.widget({ primary_color, config: { starters: ["Where is my order?"] } });
    await page.goto(rig.pageUrl({ widget }));
    await chat.open();
    await expect(chat.panel.getByRole("link", { name: /WhatsApp/ })).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    await chat.shoot(`color-${name}`);
    await chat.send("What a colour");
    await expect(chat.log.getByText("Sent")).toBeVisible();
    expect(await seriousFaults(page)).toEqual([]);
    await chat.shoot(`color-${name}-conversation`);
  });
}

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });

  test("the chat fills the screen and gives it back", async ({ page, chat, rig }) => {
    const widget = await rig.widget({ config: { starters: ["Where is my order?"] } });
    await page.goto(rig.pageUrl({ widget }));
    await expect(chat.launcher).toBeVisible();
    await chat.shoot("phone-launcher");
    await chat.launcher.tap();
    await expect(chat.panel).toBeVisible();
    await expect(chat.panel).toHaveAttribute("aria-modal", "true");
    await expect(chat.field, "no keyboard before the visitor wants one").not.toBeFocused();
    await chat.settled();
    expect(await chat.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 780 });
    await chat.shoot("phone-welcome");
    await chat.send("Can I change the address of an order that has been sent already?");
    await rig.answer(
      await rig.conversationWith("change the address"),
      "Yes, until tonight. Where should it go?",
    );
    await expect(chat.log.getByText("until tonight")).toBeVisible();
    await chat.shoot("phone-conversation");
    expect(await seriousFaults(page)).toEqual([]);
    await chat.panel.getByRole("button", { name: "Close chat" }).tap();
    await expect(chat.panel).toBeHidden();
    await expect(chat.launcher).toBeVisible();
    await page.reload();
    await expect(chat.launcher).toBeVisible();
    await expect(chat.panel).toBeHidden();
  });
});

test("whoever wants no motion gets none", async ({ page, chat, rig }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("Calmly, please");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  const moving = await page.evaluate(() => {
    const root = document.querySelector("pingback-widget")?.shadowRoot;
    const styles = [...(root?.querySelectorAll("*") ?? [])].map((element) => getComputedStyle(element));
    return styles.filter((style) => style.animationName !== "none" || style.transitionDuration !== "0s")
      .length;
  });
  expect(moving).toBe(0);
});
