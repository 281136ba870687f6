// What goes wrong while articles are brought in, and that it is said, stopped and tried again.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Article, axe, list, markdown, open, returns, write } from "./knowledge_sample";
import { expect, newWorkspace, test } from "./rig";

test("what can't be imported says why, a site is read and can be stopped, and all of it goes out again", async ({
  page,
}) => {
  const waiting: (() => void)[] = [];
  const site = createServer((request, response) => {
    if (request.url === "/help/slow") return void waiting.push(() => response.writeHead(404).end());
    if (request.url !== "/help/") return void response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": "text/html" });
    response.end(
      "<html><title>Help</title><main><h1>Sizes</h1><p>All fit.</p><a href='/help/slow'>x</a></main>",
    );
  });
  await new Promise<void>((done) => site.listen(0, "127.0.0.1", done));
  const { port } = site.address() as AddressInfo;
  const account = await newWorkspace();
  await open(page, account, "/knowledge/imports");
  await page.locator("[data-drop]").evaluate((zone, text) => {
    const dataTransfer = new DataTransfer();
    for (const [name, said] of [
      ["returns.md", text],
      ["photo.png", "not a text"],
      ["empty.pdf", "%PDF-1.7"],
    ] as const)
      dataTransfer.items.add(new File([said], name));
    zone.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
  }, returns);
  const imports = page.getByRole("list", { name: "Imports" });
  const first = imports.getByRole("listitem").filter({ hasText: "photo.png" }).first();
  await expect(first.getByText("1 new article")).toBeVisible();
  await first.getByRole("button", { name: "2 could not be read" }).click();
  await expect(first.getByRole("list").getByRole("listitem")).toHaveCount(2);
  await axe(page);
  await first.getByRole("button", { name: "Everything" }).click();
  await expect(first.getByRole("list").getByRole("listitem")).toHaveCount(3);

  await page.getByLabel("A site").fill("http://10.0.0.1/");
  await page.getByRole("button", { name: "Import the site" }).click();
  await expect(page.getByText("This address can't be called")).toBeVisible();
  await page.getByLabel("A site").fill(`http://127.0.0.1:${port}/help/`);
  await page.getByRole("button", { name: "Import the site" }).click();
  const crawl = imports
    .getByRole("listitem")
    .filter({ hasText: `127.0.0.1:${port}` })
    .first();
  // The page and the sitemap are read; the other page is waited for.
  await expect(crawl.getByText("2 of 3 pages")).toBeVisible();
  await crawl.getByRole("button", { name: "Cancel" }).click();
  await expect(crawl.getByText("Cancelled")).toBeVisible();
  await expect(crawl.getByText("1 new article")).toBeVisible();
  for (const answer of waiting) answer();
  site.closeAllConnections();
  site.close();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export all articles" }).click();
  expect((await download).suggestedFilename()).toBe("articles.zip");
});

test("what could not be sent or indexed says so, and is tried again; articles are walked by the keys, and chosen", async ({
  page,
}) => {
  const account = await newWorkspace();
  const article = await write(account, "Returns", "Send it back.");
  await write(account, "Shipping", "Two days.");
  await page.route("**/kb/articles?*", async (route) => {
    const response = await route.fetch();
    const articles = (await response.json()) as Article[];
    const broken = { index_state: "failed", index_error: "Its text can't be read." };
    await route.fulfill({
      response,
      json: articles.map((one) => (one.id === article.id ? { ...one, ...broken } : one)),
    });
  });
  await open(page, account, "/knowledge");
  const returned = list(page).getByRole("listitem").filter({ hasText: "Returns" });
  await expect(returned.getByText("Its text can't be read.")).toBeVisible();
  await axe(page);
  await page.unroute("**/kb/articles?*");
  await returned.getByRole("button", { name: "Index it again" }).click();
  await expect(returned.getByText("Published", { exact: true })).toBeVisible();

  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Shipping" })).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Returns" })).toBeFocused();
  await page.keyboard.press("/");
  await expect(page.getByLabel("Search articles")).toBeFocused();

  await page.getByLabel("Choose Returns").check();
  const chosen = page.getByRole("group", { name: "With the chosen articles" });
  await chosen.getByRole("button", { name: "Choose all shown" }).click();
  await chosen.getByRole("button", { name: "Make drafts" }).click();
  await expect(page.getByText("2 articles are drafts now")).toBeVisible();
  await expect(list(page).getByText("Draft", { exact: true })).toHaveCount(2);
  await page.getByLabel("Choose Shipping").check();
  await axe(page);
  await chosen.getByRole("button", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  await expect(chosen).toHaveCount(0);

  await page.goto("/knowledge/imports");
  await page.route("**/kb/imports", (route) =>
    route.request().method() === "POST" ? route.abort() : route.continue(),
  );
  await page.getByLabel("Files to import").setInputFiles([markdown]);
  await expect(page.getByRole("alert")).toContainText("can't be reached");
  await page.unroute("**/kb/imports");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("list", { name: "Imports" })).toContainText("returns.md");
  await expect(page.getByRole("alert")).toHaveCount(0);
});
