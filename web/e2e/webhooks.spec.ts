// A program of the owner's is told what happens: set up, tested, verified, seen to fail and told again.
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import AxeBuilder from "@axe-core/playwright";
import { expect, newVisitor, newWorkspace, signIn, test } from "./rig";

interface Received {
  id: string;
  type: string;
  isGenuine: boolean;
  content?: string;
}

/** Answers with the status that `answer` says. */
async function startReceiver(answer: () => number, secret: () => string) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      const header = (name: string) => String(request.headers[name]);
      const key = Buffer.from(secret().slice("whsec_".length), "base64");
      const text = `${header("webhook-id")}.${header("webhook-timestamp")}.${body}`;
      const wanted = `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
      const told = JSON.parse(body) as { type: string; data: { content?: string } };
      received.push({
        id: header("webhook-id"),
        type: told.type,
        isGenuine: header("webhook-signature").split(" ").includes(wanted),
        content: told.data.content,
      });
      response.writeHead(answer()).end("heard");
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, received, stop: () => server.close() };
}

test("a webhook is added, tested, told of a message and told again", async ({ page }) => {
  let [status, secret] = [200, ""];
  const receiver = await startReceiver(
    () => status,
    () => secret,
  );
  const account = await newWorkspace();
  await signIn(page, account.token);
  await page.goto("/");
  await page.getByRole("link", { name: "Webhooks" }).click();
  await expect(page.getByText("Nobody is told yet")).toBeVisible();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Address").fill("https://10.0.0.1/hook");
  await dialog.getByLabel("New message").check();
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(dialog.getByRole("alert")).toContainText("not on the public internet");
  await dialog.getByLabel("Address").fill(receiver.url);
  await dialog.getByRole("button", { name: "Add" }).click();
  await expect(page.getByLabel("Secret", { exact: true })).toHaveText(/^whsec_\S{44}$/);
  secret = (await page.getByLabel("Secret", { exact: true }).textContent()) ?? "";
  await page.getByRole("button", { name: "Done" }).click();

  await page.getByRole("button", { name: /Settings of/ }).click();
  await page.getByRole("menuitem", { name: "Send a test" }).click();
  const log = page.getByRole("dialog", { name: "Deliveries" });
  await expect(log.getByText(/Delivered: 200/)).toBeVisible();
  expect(receiver.received).toMatchObject([{ type: "test", isGenuine: true }]);

  status = 500;
  await newVisitor(account, "Ada", "Is my order on its way?");
  await expect(log.getByText(/It answered 500/)).toBeVisible();
  status = 200;
  await expect(log.getByText(/Delivered: 200, .* try 2/)).toBeVisible({ timeout: 20_000 });
  await log.getByRole("button", { name: "Send again" }).click();
  await expect(log.getByText(/Delivered: 200/)).toHaveCount(3);
  const told = receiver.received.filter(({ type }) => type === "new_message");
  expect(told).toHaveLength(3);
  expect(new Set(told.map(({ id }) => id)).size).toBe(1);
  expect(told.every((one) => one.isGenuine && one.content === "Is my order on its way?")).toBe(true);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page.getByText("New message")).toHaveCount(0);
  receiver.stop();
});
