// Files between an agent and a customer: chosen, pasted and dropped, taken off again, sent, shown in the thread.
import { Buffer } from "node:buffer";
import type { Page } from "@playwright/test";
import { call, expect, isLive, newVisitor, newWorkspace, signIn, test } from "./rig";

// A trace reads the pictures that were chosen in a way that the policy of the page refuses.
test.use({ trace: "off" });

const log = (page: Page) => page.getByRole("log");
const tray = (page: Page) => page.getByRole("list", { name: "Attached files" });

/** A PNG of so many pixels each way, drawn by the browser. */
async function png(page: Page, size: number): Promise<number[]> {
  return page.evaluate(async (side) => {
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext("2d");
    if (context) {
      context.fillStyle = "teal";
      context.fillRect(0, 0, side, side);
    }
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer())];
  }, size);
}

/** Pastes or drops a file on the composer. */
async function bring(page: Page, how: "paste" | "drop", name: string, type: string, bytes: number[]) {
  await page.getByRole("textbox", { name: /Reply to/ }).evaluate(
    (composer, [event, fileName, fileType, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(content)], fileName, { type: fileType }));
      const init = { bubbles: true, cancelable: true };
      composer.dispatchEvent(
        event === "paste"
          ? new ClipboardEvent(event, { ...init, clipboardData: data })
          : new DragEvent(event, { ...init, dataTransfer: data }),
      );
    },
    [how, name, type, bytes] as const,
  );
}

test("an agent sends files by button, paste and drop, and takes one off again", async ({ page }) => {
  const account = await newWorkspace();
  const { conversation } = await newVisitor(account, "Mara", "Where is my tea?");
  await signIn(page, account.token);
  await page.goto(`/inbox/all/${conversation}`);
  await isLive(page);

  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).click();
  await (
    await chooser
  ).setFiles([
    { name: "invoice.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n") },
    { name: "wrong.txt", mimeType: "text/plain", buffer: Buffer.from("not this one") },
  ]);
  await bring(page, "paste", "photo.png", "image/png", await png(page, 900));
  await bring(page, "drop", "notes.txt", "text/plain", [...Buffer.from("On its way since Monday")]);
  await expect(tray(page).getByRole("listitem")).toHaveCount(4);
  await page.getByRole("button", { name: "Remove wrong.txt" }).click();
  await expect(tray(page).getByRole("progressbar")).toHaveCount(0);
  // What is refused says why, and does not go along.
  await bring(page, "drop", "logo.svg", "image/svg+xml", [...Buffer.from("<svg xmlns='x'/>")]);
  await expect(tray(page).getByRole("alert")).toContainText("can run scripts");
  await expect(page.getByRole("button", { name: "Send", exact: true })).toBeDisabled();
  await page.getByRole("button", { name: "Remove logo.svg" }).click();

  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect(tray(page)).toHaveCount(0);
  const picture = log(page).getByRole("img", { name: "photo.png" });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(480);
  await expect(log(page).getByRole("link", { name: /invoice\.pdf/ })).toBeVisible();
  const download = page.waitForEvent("download");
  await log(page)
    .getByRole("link", { name: /notes\.txt/ })
    .click();
  expect((await download).suggestedFilename()).toBe("notes.txt");
  await expect(log(page).getByText("wrong.txt")).toHaveCount(0);
  await page.reload();
  await expect(log(page).getByRole("img", { name: "photo.png" })).toBeVisible();
});

test("a customer's picture appears in the inbox without a reload", async ({ page }) => {
  const account = await newWorkspace();
  await signIn(page, account.token);
  await page.goto("/inbox/all");
  await isLive(page);
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(await png(page, 1200))]), "broken pot.png");
  const widget = `/widget/${account.widgetId}`;
  const uploaded = await fetch(`${process.env.E2E_URL}/api/v1${widget}/upload`, {
    method: "POST",
    body: form,
  });
  const { id, url } = (await uploaded.json()) as { id: string; url: string };
  // Sent at once: the picture may still be waiting, and comes as an event.
  await call("POST", `${widget}/messages`, {
    content: "",
    attachments: [{ id, url }],
    client_id: crypto.randomUUID(),
    customer: { name: "Mara" },
  });
  const row = page.locator("[data-conversation]").filter({ hasText: "broken pot.png" });
  await row.click();
  const picture = log(page).getByRole("img", { name: "broken pot.png" });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(480);
});
