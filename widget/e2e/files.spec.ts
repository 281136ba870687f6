// A visitor's files, on a page of another origin: chosen and dropped, shown to both sides, refused with the reason.
import { Buffer } from "node:buffer";
import { expect, test } from "./rig/rig";

test("a visitor sends a file and a picture before anything was said", async ({ page, chat, rig }) => {
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  const chooser = page.waitForEvent("filechooser");
  await chat.panel.getByRole("button", { name: "Attach a file" }).click();
  await (
    await chooser
  ).setFiles([
    { name: "order.txt", mimeType: "text/plain", buffer: Buffer.from("Two pounds of Sidamo") },
    { name: "setup.exe", mimeType: "text/plain", buffer: Buffer.from("MZ") },
  ]);
  await expect(chat.log.getByRole("link", { name: "order.txt" })).toBeVisible();
  await expect(chat.panel.getByText("setup.exe: Programs can't be sent")).toBeVisible();
  const conversation = await rig.conversationWith("order.txt");

  await chat.field.evaluate(async (field) => {
    const canvas = new OffscreenCanvas(900, 600);
    canvas.getContext("2d")?.fillRect(0, 0, 450, 600);
    const data = new DataTransfer();
    data.items.add(new File([await canvas.convertToBlob({ type: "image/png" })], "pot.png"));
    field.dispatchEvent(
      new DragEvent("drop", { bubbles: true, cancelable: true, composed: true, dataTransfer: data }),
    );
  });
  const picture = chat.log.getByRole("img", { name: "pot.png" });
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(900);
  await chat.send("It leaks");
  await expect.poll(() => rig.contents(conversation)).toEqual(["", "", "It leaks"]);
  await page.reload();
  await expect(chat.log.getByRole("img", { name: "pot.png" })).toBeVisible();
  await expect(chat.log.getByRole("link", { name: "order.txt" })).toBeVisible();
});
