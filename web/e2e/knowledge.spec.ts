// What a business knows: imported, found, changed, published, taken back to what it said, read by customers, deleted.
import type { Page } from "@playwright/test";
import { type Article, axe, file, list, markdown, open, write } from "./knowledge_sample";
import { call, expect, isLive, newColleague, newWorkspace, test } from "./rig";

const questions = 'question,answer\nDo you ship to Norway?,"Yes, within five working days."\n';
const bar = (page: Page) => page.getByRole("region", { name: "Article", exact: true }).locator("header");

test("what is imported is found, changed, published, taken back, read by customers and deleted", async ({
  page,
  context,
}) => {
  const account = await newWorkspace();
  await open(page, account, "/");
  await page.getByRole("link", { name: "Knowledge" }).click();
  await expect(page.getByText("Write down what you are asked most")).toBeVisible();
  await page.getByRole("link", { name: "Import files" }).click();
  await page.getByLabel("What is imported becomes").selectOption("draft");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Choose files" }).click();
  await (await chooser).setFiles([markdown, file("faq.csv", "text/csv", questions)]);
  const imported = page.getByRole("list", { name: "Imports" }).getByRole("listitem").first();
  await expect(imported).toContainText("returns.md");
  await expect(imported).toContainText("2 new articles");
  await expect(imported.getByText("Done", { exact: true })).toBeVisible();
  await imported.getByRole("button", { name: "Its files" }).click();
  await expect(imported.getByRole("link", { name: "faq.csv" })).toBeVisible();

  await page.getByRole("navigation", { name: "Knowledge" }).getByRole("link", { name: "Articles" }).click();
  await expect(list(page).getByRole("listitem")).toHaveCount(2);
  await page.getByLabel("Search articles").fill("return");
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  await list(page).getByRole("link", { name: "Returns" }).click();
  await expect(page.getByLabel("Category")).toHaveValue("Orders");
  const text = page.getByRole("textbox", { name: "Text" });
  await expect(text).toHaveValue(/within \*\*30 days\*\*/);
  await text.fill("Send it back within **60 days**.\n\n# How\n\n- wrap it\n- post it");
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(
    page.getByRole("region", { name: "Preview" }).getByRole("heading", { name: "How" }),
  ).toBeVisible();
  await axe(page);
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Published: customers can read it now")).toBeVisible();
  await expect(bar(page).getByText("Published", { exact: true })).toBeVisible();

  // Its words are found by the search, though they don't stand in its title.
  await page.getByRole("link", { name: "All articles" }).click();
  await page.getByLabel("Search articles").fill("60 days");
  await expect(page.getByRole("list", { name: "Found in texts" })).toContainText("Returns");
  await page.getByRole("list", { name: "Found in texts" }).getByRole("link", { name: "Returns" }).click();

  await page.getByRole("button", { name: "More" }).click();
  const shown = context.waitForEvent("page");
  await page.getByRole("menuitem", { name: "See it as customers do" }).click();
  const help = await shown;
  await expect(help.getByText("60 days")).toBeVisible();
  await expect(help).toHaveURL(/\/help\/harbour-tea[^/]*\/articles\/returns$/);

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Versions" }).click();
  const history = page.getByRole("dialog", { name: "Versions" });
  await history.getByRole("button", { name: "What changed" }).click();
  await expect(history.getByText("Send it back within **60 days**.")).toBeVisible();
  await history.getByRole("button", { name: /^Version 1/ }).click();
  await expect(history.getByText("30 days")).toBeVisible();
  await axe(page);
  await history.getByRole("button", { name: "Go back to this" }).click();
  await expect(history).toHaveCount(0);
  await expect(text).toHaveValue(/within \*\*30 days\*\*/);
  await help.reload();
  await expect(help.getByText("30 days")).toBeVisible();

  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("The article is deleted")).toBeVisible();
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  expect((await help.reload())?.status()).toBe(404);
});

test("what is typed is never lost: over a reload, a colleague's change, and a deletion", async ({ page }) => {
  const account = await newWorkspace();
  const article = await write(account, "Shipping", "Two days.");
  await open(page, account, `/knowledge/${article.id}`);
  const text = page.getByRole("textbox", { name: "Text" });
  await text.fill("Three days.");
  await page.reload();
  await expect(text).toHaveValue("Three days.");
  await expect(page.getByText("Not saved yet, kept on this device")).toBeVisible();
  await isLive(page);

  const path = `/kb/articles/${article.id}`;
  await call("PUT", path, { content: "Two or three days." }, account.token);
  const clash = page.getByRole("alert").filter({ hasText: "Somebody saved this article" });
  await expect(clash).toBeVisible();
  await expect(page.getByRole("button", { name: "Save", exact: true })).toBeDisabled();
  await clash.getByRole("button", { name: "See what differs" }).click();
  await expect(page.getByRole("dialog").getByText("Two or three days.")).toBeVisible();
  await page.keyboard.press("Escape");
  await clash.getByRole("button", { name: "Take theirs" }).click();
  await expect(text).toHaveValue("Two or three days.");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(text).toHaveValue("Three days.");
  await clash.getByRole("button", { name: "Keep mine" }).click();
  await text.press("Control+s");
  await expect(page.getByText("Saved", { exact: true }).first()).toBeVisible();
  expect(await call<Article>("GET", path, undefined, account.token)).toMatchObject({
    content: "Three days.",
    version: 3,
  });

  // Whoever saves in the middle of the text goes on writing there.
  await text.press("Control+Home");
  await text.pressSequentially("About ");
  await page.getByLabel("Tags").fill("post");
  await page.getByLabel("Tags").press("Control+s");
  await expect(page.getByRole("button", { name: "Remove the tag post" })).toBeVisible();
  await expect(page.getByText("Not saved yet, kept on this device")).toHaveCount(0);
  await text.press("Control+Home");
  await text.pressSequentially("In ");
  await text.press("Control+s");
  await expect(page.getByText("Not saved yet, kept on this device")).toHaveCount(0);
  await text.pressSequentially("all ");
  await expect(text).toHaveValue("In all About Three days.");
  expect(await call<Article>("GET", path, undefined, account.token)).toMatchObject({
    content: "In About Three days.",
    tags: ["post"],
  });

  await text.fill("Four days.");
  await call("DELETE", path, undefined, account.token);
  await expect(page.getByText("This article is gone")).toBeVisible();
  await page.getByRole("button", { name: "Write it as a new article" }).click();
  await expect(text).toHaveValue("Four days.");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Shipping");
  await page.getByRole("link", { name: "All articles" }).click();
  await page.getByRole("link", { name: "Go on writing" }).click();
  await text.press("Control+Enter");
  await expect(page.getByText("Saved as a draft")).toBeVisible();
  await expect(page).toHaveURL(/\/knowledge\/\d+$/);
});

test("an article of a given title is written by the keyboard; what it lacks is said at its field", async ({
  page,
}) => {
  const account = await newWorkspace();
  await write(account, "Gifts", "We wrap them.", { slug: "gifts", category: "Orders" });
  await open(page, account, "/knowledge/new?title=Do%20you%20wrap%20gifts%3F");
  const title = page.getByRole("textbox", { name: "Title" });
  await expect(title).toHaveValue("Do you wrap gifts?");
  await title.press("Control+s");
  await expect(page.getByText("Write what it says.")).toBeVisible();
  await page.getByRole("textbox", { name: "Text" }).fill("With pleasure");
  // Begun, and not saved: it waits in the list under its own title.
  await page.getByRole("link", { name: "All articles" }).click();
  await expect(page.getByText("You have begun “Do you wrap gifts?”.")).toBeVisible();
  await page.getByRole("link", { name: "Go on writing" }).click();
  await page.getByLabel("Name in addresses").fill("Gifts & More");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Takes letters and digits in lower case")).toBeVisible();
  await page.getByLabel("Name in addresses").fill("gifts");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByText("Another article has this slug").first()).toBeVisible();
  await axe(page);
  await page.getByLabel("Name in addresses").fill("gift-wrap");
  await page.getByLabel("Tags").fill("gifts,orders,");
  await page.getByLabel("Tags").fill("gifts");
  await page.getByLabel("Tags").press("Enter");
  await expect(page.getByRole("button", { name: /Remove the tag/ })).toHaveCount(2);
  await page.getByRole("textbox", { name: "Text" }).press("Control+a");
  await page.getByRole("textbox", { name: "Text" }).press("Control+b");
  await expect(page.getByRole("textbox", { name: "Text" })).toHaveValue("**With pleasure**");
  await page.getByRole("button", { name: "Publish" }).click();
  await expect(page).toHaveURL(/\/knowledge\/\d+$/);
  await page.getByRole("link", { name: "All articles" }).click();
  await list(page).getByRole("button", { name: "#gifts" }).click();
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  await page.getByRole("button", { name: "All tags, not only #gifts" }).click();
  await page.getByLabel("Which articles").selectOption("draft");
  await expect(page.getByText("No article fits")).toBeVisible();
  await page.getByRole("button", { name: "Show all articles" }).click();
  await page.getByLabel("Category").selectOption("Orders");
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
});

test("the help centre is named, switched off and on, and an agent may read and write but not import", async ({
  page,
  browser,
}) => {
  const account = await newWorkspace();
  await write(account, "Returns", "Send it back.");
  await open(page, account, "/knowledge/help-centre");
  const name = `harbour-${Date.now()}`;
  await page.getByLabel("Title").fill("Harbour help");
  await page.getByLabel("Name in its address").fill("Not a name");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("lower case")).toBeVisible();
  await page.getByLabel("Name in its address").fill(name);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(new RegExp(`/help/${name}$`))).toBeVisible();
  await axe(page);
  const shown = page.waitForEvent("popup");
  await page.getByRole("link", { name: "Open the help centre" }).click();
  const help = await shown;
  await expect(help.getByRole("heading", { name: "Harbour help" })).toBeVisible();
  await page.getByRole("switch", { name: "Customers can read it" }).click();
  await expect(page.getByText("Nobody but your team can read it")).toBeVisible();
  expect((await help.reload())?.status()).toBe(404);

  const ana = await newColleague(browser, account, "Ana");
  await ana.goto("/knowledge");
  await expect(list(ana)).toContainText("Returns");
  await expect(ana.getByRole("link", { name: "Imports" })).toHaveCount(0);
  await ana.goto("/knowledge/imports");
  await expect(ana.getByText("Owners and admins import articles")).toBeVisible();
  await isLive(ana);
  await ana.getByRole("navigation", { name: "Knowledge" }).getByRole("link", { name: "Articles" }).click();
  // What a colleague writes is there by itself.
  await write(account, "Shipping", "Two days.");
  await expect(list(ana)).toContainText("Shipping");
  await ana.context().close();
});
