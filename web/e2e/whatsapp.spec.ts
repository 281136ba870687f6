// A customer writes by WhatsApp with a picture, is answered with a file, and the marks follow. The channel is connected by
// its page first. A server of its own, which calls the Meta of this test.
import { Buffer } from "node:buffer";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { Meta, phoneNumberId, secret } from "./meta";
import { expect, isLive, newWorkspace, signIn, test } from "./rig";
import { type Server, startServer } from "./server";

// A trace reads the files that were chosen in a way that the policy of the page refuses.
test.use({ trace: "off" });

const meta = new Meta();
let server: Server;
const shared = process.env.E2E_URL;

test.beforeAll(async () => {
  await meta.start();
  server = await startServer("whatsapp", [], { PINGBACK_META_GRAPH_URL: meta.url });
  process.env.E2E_URL = server.url;
});

test.afterAll(async () => {
  process.env.E2E_URL = shared;
  await server.stop();
  meta.stop();
});

/** As it looks by day, by night and on a phone. */
async function look(page: Page, name: string): Promise<void> {
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.screenshot({ path: `e2e/screenshots/${name}-${scheme}.png` });
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: `e2e/screenshots/${name}-phone.png` });
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: null });
}

test("a channel is connected, a customer writes with a picture and is answered with a file", async ({
  page,
}) => {
  const account = await newWorkspace();
  await signIn(page, account.token);
  await page.goto("/settings/channels");
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByRole("menuitem", { name: "WhatsApp" }).click();
  await expect(page.getByText("make an app of the kind “Business”")).toBeVisible();
  await page.getByLabel("Phone number ID").fill(phoneNumberId);
  await page.getByLabel("Access token").fill("EAAx");
  await page.getByLabel("App secret").fill(secret);
  await page.getByLabel("Verify token").fill("harbour");
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText("Then, at the provider")).toBeVisible();
  await expect(page.getByText(`${server.url}/api/v1/webhooks/whatsapp`)).toBeVisible();
  await expect(page.getByText("Nothing has come in yet")).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  await page.screenshot({ path: "e2e/screenshots/channel.png", fullPage: true });

  // Meta asks whether it is us, with the word that was chosen.
  const challenge = "hub.mode=subscribe&hub.verify_token=harbour&hub.challenge=4711";
  const answer = await fetch(`${server.url}/api/v1/webhooks/whatsapp?${challenge}`);
  expect(await answer.text()).toBe("4711");

  const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 60, height: 40 } });
  meta.files.set("900", { type: "image/png", bytes: picture });
  await meta.write(server.url, { type: "text", text: { body: "Is this the right tea?" } });
  await meta.write(server.url, {
    type: "image",
    image: { id: "900", mime_type: "image/png", caption: "This one" },
  });
  await page.goto("/inbox/all");
  await isLive(page);
  await page.getByRole("link", { name: /Mara Lind/ }).click();
  const log = page.getByRole("log");
  await expect(log).toContainText("Is this the right tea?");
  await expect(log).toContainText("This one");
  const shown = log.getByRole("img", { name: /\.png$/ });
  await expect.poll(() => shown.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(60);

  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).click();
  await (
    await chooser
  ).setFiles({
    name: "brewing.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("Three minutes, 80 °C"),
  });
  await page.getByRole("textbox", { name: /Reply to/ }).fill("It is. Here is how to brew it:");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect.poll(() => meta.sent.length).toBe(1);
  const [sent] = meta.sent;
  expect(sent).toMatchObject({
    type: "document",
    document: { filename: "brewing.txt", caption: "It is. Here is how to brew it:" },
  });
  // Meta fetches the file by its address.
  const file = await fetch(sent?.document?.link ?? "");
  expect(await file.text()).toBe("Three minutes, 80 °C");
  await expect(log.getByLabel("Sent")).toBeVisible();
  await meta.tell(server.url, sent?.id ?? "", "delivered");
  await expect(log.getByLabel("Delivered")).toBeVisible();
  await meta.tell(server.url, sent?.id ?? "", "read");
  await expect(log.getByLabel("Read")).toBeVisible();

  // What Meta refuses says why, and goes out once it takes it.
  meta.refusal = { code: 131026, message: "Message undeliverable" };
  await page.getByRole("textbox", { name: /Reply to/ }).fill("Anything else?");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const again = log.getByRole("button", { name: "Send again" });
  await expect(again).toBeVisible();
  await page.screenshot({ path: "e2e/screenshots/whatsapp.png" });
  meta.refusal = null;
  await again.click();
  await expect.poll(() => meta.sent.length).toBe(2);
  await expect(again).toBeHidden();

  // A day later only a template is taken.
  const channels = `${server.url}/api/v1/channels/`;
  const headers = { Authorization: `Bearer ${account.token}`, "Content-Type": "application/json" };
  const known = (await (await fetch(channels, { headers })).json()) as { id: string; type: string }[];
  const { id } = known.find(({ type }) => type === "whatsapp") ?? { id: "" };
  const config = JSON.stringify({ config: { business_account_id: "7" } });
  await fetch(`${channels}${id}`, { method: "PATCH", headers, body: config });
  await page.clock.setFixedTime(Date.now() + 25 * 3_600_000);
  await page.reload();
  await page.getByRole("textbox", { name: /Reply to/ }).fill("Free words");
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await page.getByRole("button", { name: "Send a template" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Value 1").fill("Mara");
  await expect(dialog.getByRole("button", { name: "Send" })).toBeDisabled();
  await dialog.getByLabel("Value 2").fill("oolong");
  await expect(dialog.getByText("Hello Mara, your oolong is on its way.")).toBeVisible();
  await look(page, "template");
  const serious = (await new AxeBuilder({ page }).include("[data-cover]").analyze()).violations;
  expect(serious.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect.poll(() => meta.sent.length).toBe(3);
  expect(meta.sent[2]).toMatchObject({ type: "template", template: { name: "order_sent" } });
  await expect(log).toContainText("Hello Mara, your oolong is on its way.");
  await page.clock.setFixedTime(Date.now());

  // The owner sees what was posted, and has it read again.
  await page.goto("/settings/channels");
  await page.getByRole("button", { name: "Settings of WhatsApp" }).click();
  await page.getByRole("menuitem", { name: "Settings" }).click();
  const posted = page.getByRole("button", { name: /Read · / }).first();
  await posted.click();
  await expect(page.getByLabel("What was posted")).toContainText('"status": "read"');
  await page.getByRole("button", { name: "Read again" }).first().click();
  await expect(page.getByText("It is read again")).toBeVisible();
});
