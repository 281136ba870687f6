// Do page and widget leave each other alone, and does the page's own interface to it work?
import { expect, test, type ChatOn } from "./rig/rig";

async function box(chat: ChatOn) {
  await chat.settled();
  const [launcher, panel] = [await chat.launcher.boundingBox(), await chat.panel.boundingBox()];
  return { launcher, panel };
}

test("rules and scripts that hit everything on the page don't reach the widget", async ({
  page,
  chat,
  rig,
}) => {
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  const usual = await box(chat);
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(rig.pageUrl({ widget }, "/hostile"));
  await chat.open();
  await chat.shoot("hostile-page");
  expect(await box(chat)).toEqual(usual);
  await expect(chat.field).toHaveCSS("font-size", "16px");
  await expect(chat.field).toHaveCSS("direction", "ltr");
  await chat.field.pressSequentially("calm");
  await page.keyboard.press("Enter");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  expect(await page.title(), "the page's shortcuts don't hear what is typed").toBe("Shop");
  await expect(chat.field).toBeFocused();
});

test("the strictest content policy that allows our host is enough", async ({ page, chat, rig }) => {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }, "/strict"));
  await chat.open();
  await chat.panel.getByRole("button", { name: "Emoji" }).click();
  await chat.panel.getByRole("button", { name: "👍" }).click();
  await chat.field.press("Enter");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  await chat.shoot("strict-page");
  expect(complaints.filter((text) => /policy|trusted/i.test(text))).toEqual([]);
});

test("a page may call before the widget has loaded, and is told what happens", async ({
  page,
  chat,
  rig,
}) => {
  const widget = await rig.widget();
  const script = `window.heard = []; window.PingBack = [];
    PingBack.push(["on", "open", () => heard.push("open")]);
    PingBack.push(["on", "message", (message) => heard.push(message.from)]);
    PingBack.push(["on", "close", () => heard.push("close")]);
    PingBack.push(["identify", { user: { id: "crm-7", name: "Vera", email: "vera@shop.example" }, hash: "0a1b" }]);
    PingBack.push(["setLocale", "de"]);
    PingBack.push(["open"]);`;
  await page.goto(rig.pageUrl({ widget, script }));
  await expect(chat.panel).toBeVisible();
  await expect(chat.field).toHaveAccessibleName("Nachricht schreiben…");
  await chat.send("Wer bin ich?");
  await expect(chat.log.getByText("Gesendet")).toBeVisible();
  const conversation = await rig.conversationWith("Wer bin ich");
  type Found = { customer: { name: string; email: string } };
  const { customer } = await rig.server.api<Found>("GET", `conversations/${conversation}`);
  expect([customer.name, customer.email]).toEqual(["Vera", "vera@shop.example"]);
  await page.evaluate(() => (window as unknown as { PingBack: { close(): void } }).PingBack.close());
  await expect(chat.panel).toBeHidden();
  expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([
    "open",
    "visitor",
    "close",
  ]);
});

test("reset forgets the visitor", async ({ page, chat, rig }) => {
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("My secret");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  const first = await rig.conversationWith("My secret");
  await page.evaluate(() => (window as unknown as { PingBack: { reset(): void } }).PingBack.reset());
  await expect(chat.panel).toBeHidden();
  await chat.open();
  await expect(chat.log.getByText("My secret")).toHaveCount(0);
  await chat.send("Somebody else");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  expect(await rig.conversationWith("Somebody else")).not.toBe(first);
});

test("the demo shop has the chat, opens it from a button and changes its language", async ({
  page,
  chat,
  rig,
}) => {
  const complaints: string[] = [];
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  await page.goto(`${rig.server.base}demo`);
  await expect(chat.launcher).toBeVisible();
  await chat.shoot("demo");
  await page.getByRole("button", { name: "Ask a barista" }).click();
  await expect(chat.panel).toBeVisible();
  await chat.shoot("demo-open");
  await page.getByLabel("Language of the chat").selectOption("fr");
  await expect(chat.field).toHaveAccessibleName("Écrivez un message…");
  expect(complaints).toEqual([]);
  await page.screenshot({ path: "e2e/screenshots/demo-whole.png", fullPage: true });
});
