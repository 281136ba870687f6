// From nothing to the first answered message, as a newcomer goes.
import { call, expect, test } from "./rig";
import { Chat } from "./visitor";

test("a newcomer signs up, makes a workspace and a widget, and answers the first message", async ({
  page,
  context,
}) => {
  const email = `new-${Date.now()}@harbour.example`;
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Your name").fill("Olu Adeyemi");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("correct horse");
  await page.getByRole("button", { name: "Create account" }).click();

  await expect(page.getByRole("heading", { name: "Name your workspace" })).toBeVisible();
  await page.getByLabel("Name", { exact: true }).fill("Harbour Tea");
  await page.getByLabel("Website").fill("https://www.harbour.example");
  await page.getByRole("button", { name: "Create the workspace" }).click();

  await expect(page.getByRole("heading", { name: "Make the chat yours" })).toBeVisible();
  await expect(page.getByLabel("Your site's domain")).toHaveValue("harbour.example");
  await page.getByLabel("Line below it").fill("Questions about tea?");
  await page.getByRole("button", { name: "Create the widget" }).click();

  await expect(page.getByRole("heading", { name: "Put it on harbour.example" })).toBeVisible();
  await expect(page.getByLabel("Snippet")).toContainText("PingBackWidgetId");
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await page.getByLabel("Snippet").innerText());
  await page.getByRole("link", { name: "Try it" }).click();

  const opening = context.waitForEvent("page");
  await page.getByRole("link", { name: "Open the sample page" }).click();
  const sample = await opening;
  await expect(sample.getByRole("heading", { name: "This is where your customers are." })).toBeVisible();
  const chat = new Chat(sample);
  await chat.open();
  await expect(chat.panel.getByText("Questions about tea?")).toBeVisible();
  await chat.write("Do you have oolong?");

  await expect(page.getByRole("heading", { name: "There it is" })).toBeVisible();
  await page.getByRole("link", { name: "Answer it" }).click();
  await expect(page.getByRole("log").getByText("Do you have oolong?")).toBeVisible();
  await page.getByRole("textbox", { name: /Reply to/ }).fill("Four kinds of it. **Which** one?");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("log").getByText("Which")).toBeVisible();
  await expect(page.getByRole("textbox", { name: /Reply to/ })).toHaveValue("");
  await expect(chat.log.getByText("Four kinds of it.")).toBeVisible();
});

test("a wrong password says so, and a taken address too", async ({ page }) => {
  const email = `twice-${Date.now()}@harbour.example`;
  await call("POST", "/auth/register", { email, full_name: "Bo", password: "correct horse" });
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("wrong horse");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText("Incorrect email or password");
  await page.getByRole("link", { name: "Create an account" }).click();
  await page.getByLabel("Your name").fill("Bo");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("correct horse");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
});
