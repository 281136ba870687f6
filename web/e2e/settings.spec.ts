// What owners set up, and what comes of it elsewhere.
import { call, expect, newColleague, newVisitor, newWorkspace, signIn, test } from "./rig";
import { Chat } from "./visitor";

test("what is designed is what customers see, and proof of identity is switched on and off", async ({
  page,
  context,
}) => {
  const account = await newWorkspace();
  await signIn(page, account.token);
  await page.goto("/settings/widget");
  await page.getByLabel("Greeting").fill("Ahoy!");
  await page.getByLabel("First questions").fill("Do you ship to Norway?\n\nWhere is my order?");
  await page.getByRole("switch", { name: "We are away" }).click();
  await page.getByLabel("What to say while nobody is there").fill("Back at nine.");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved")).toBeVisible();
  const sample = await context.newPage();
  await sample.goto(`/preview/${account.widgetId}`);
  const chat = new Chat(sample);
  await chat.open();
  await expect(chat.panel.getByRole("heading", { name: "Ahoy!" })).toBeVisible();
  await expect(chat.panel.getByText("Back at nine.")).toBeVisible();
  await chat.panel.getByRole("button", { name: "Where is my order?" }).click();
  await expect(chat.log.getByText("Where is my order?")).toBeVisible();

  await page.getByRole("button", { name: "Require proof" }).click();
  await expect(page.getByLabel("Secret", { exact: true })).toHaveText(/^\S{64}$/);
  await page.reload();
  await expect(page.getByText("On since")).toBeVisible();
  await expect(page.getByLabel("Secret", { exact: true })).toHaveCount(0);
  await page.getByRole("button", { name: "Switch it off" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Switch it off" }).click();
  await expect(page.getByRole("button", { name: "Require proof" })).toBeVisible();
});

test("a customer is added, found, changed and written to", async ({ page }) => {
  const account = await newWorkspace();
  await newVisitor(account, "Ada Lovelace", "Hello");
  await signIn(page, account.token);
  await page.goto("/");
  await page.getByRole("link", { name: "Customers" }).click();
  await expect(page.getByText("Ada Lovelace")).toBeVisible();
  await page.getByRole("button", { name: "Add" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Ben Okri");
  await dialog.getByLabel("E-mail").fill("ben@books.example");
  await dialog.getByRole("button", { name: "Add" }).click();
  const sheet = page.getByRole("dialog", { name: "Customer", exact: true });
  await expect(sheet.getByLabel("E-mail")).toHaveValue("ben@books.example");
  await sheet.getByLabel("Phone").fill("+34600111222");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Saved")).toBeVisible();
  await sheet.getByRole("button", { name: "Close" }).click();

  await page.getByLabel("Search customers").fill("okri");
  await expect(page.getByText("Ada Lovelace")).toHaveCount(0);
  await page.getByText("Ben Okri").click();
  await sheet.getByRole("button", { name: "Write to them" }).click();
  await sheet.getByLabel("Message").fill("Your book is here.");
  await sheet.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("log").getByText("Your book is here.")).toBeVisible();
});

test("a colleague's role is changed, and where one is signed in is ended", async ({ page, browser }) => {
  const account = await newWorkspace();
  const ana = await newColleague(browser, account, "Ana");
  await signIn(page, account.token);
  await page.goto("/settings/team");
  await page.getByLabel("Role of Ana").selectOption("admin");
  await expect(page.getByText("Ana is now Admin")).toBeVisible();
  await ana.context().close();

  await call("POST", "/auth/login", { email: account.email, password: "correct horse" });
  await page.goto("/settings/profile");
  const sessions = page.getByRole("listitem").filter({ hasText: "last used" });
  await expect(sessions).toHaveCount(1);
  await sessions.getByRole("button", { name: "End" }).click();
  await expect(sessions).toHaveCount(0);
});
