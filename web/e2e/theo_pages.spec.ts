// Theo's own pages: how he is wanted, a question tried, what no article answers, what he did.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { axe } from "./knowledge_sample";
import { call, expect, newColleague, newVisitor, newWorkspace, signIn, test } from "./rig";
import { hasModel, known, newShop, unknown } from "./theo_shop";

interface Settings {
  mode: string;
  tone: string;
  channels: string[] | null;
  hours: { when: string; time_zone: string; days: number[]; from: number; to: number } | null;
  keywords: string[];
  announces_handoff: boolean;
  endpoint: { base_url: string; model: string; has_key: boolean } | null;
  monthly_tokens: number | null;
}

const settingsOf = (token: string) => call<Settings>("GET", "/ai/settings", undefined, token);

test("each part of the settings is saved by itself, and what is wrong is said at its field", async ({
  page,
}) => {
  const { token } = await newWorkspace();
  await signIn(page, token);
  await page.goto("/");
  await page.getByRole("link", { name: "Theo" }).click();
  const part = (name: string) => page.getByRole("form", { name });
  const save = async (name: string) => {
    await part(name).getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved").last()).toBeVisible();
  };
  await expect(page.getByText("None yet: without articles he has nothing to say.")).toBeVisible();
  // What is typed elsewhere survives the saving of a part.
  await part("When a human takes over").getByRole("textbox").fill("refund*\nlegal\n\nrefund*");
  await part("What he does").getByRole("radio", { name: "Answers by himself" }).check();
  await save("What he does");
  await expect.poll(async () => (await settingsOf(token)).mode).toBe("auto");
  await expect(part("When a human takes over").getByRole("textbox")).toHaveValue(/legal/);

  const where = part("Where and when");
  await where.getByLabel("Channels", { exact: true }).selectOption("Only on these");
  await where.getByRole("button", { name: "Save" }).click();
  await expect(where.getByText("Choose at least one.")).toBeVisible();
  await where.getByLabel("Chat widget").check();
  await where.getByLabel("Hours", { exact: true }).selectOption("Outside of our hours");
  await where.getByLabel("Fri").uncheck();
  await where.getByLabel("From").fill("08:30");
  await where.getByLabel("Until").fill("00:00");
  await where.getByLabel("Time zone").selectOption("Europe/Berlin");
  await where.getByRole("button", { name: "Save" }).click();
  await expect
    .poll(async () => (await settingsOf(token)).hours)
    .toEqual({ when: "outside", time_zone: "Europe/Berlin", days: [1, 2, 3, 4], from: 510, to: 1440 });
  expect((await settingsOf(token)).channels).toEqual(["widget"]);

  await part("When a human takes over").getByRole("checkbox").uncheck();
  await part("When a human takes over").getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await settingsOf(token)).keywords).toEqual(["refund*", "legal"]);
  await part("When a human takes over")
    .getByRole("textbox")
    .fill(`legal\n${"x".repeat(101)}`);
  await part("When a human takes over").getByRole("button", { name: "Save" }).click();
  await expect(part("When a human takes over").getByText(/^Line 2: /)).toBeVisible();
  await part("How he sounds").getByLabel("Tone").selectOption("Formal");
  await part("How he sounds").getByRole("button", { name: "Save" }).click();
  await expect.poll(async () => (await settingsOf(token)).tone).toBe("formal");
  await page.reload();
  await expect(where.getByLabel("From")).toHaveValue("08:30");
  await expect(part("What he does").getByRole("radio", { name: "Answers by himself" })).toBeChecked();
  await expect(part("When a human takes over").getByRole("checkbox")).not.toBeChecked();
  await axe(page);
});

test("a language model is named, its key is never shown, and it is removed", async ({ page }) => {
  const { token } = await newWorkspace();
  const model = createServer((_, response) => response.writeHead(500).end());
  await new Promise<void>((done) => model.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
  await signIn(page, token);
  await page.goto("/theo");
  const form = page.getByRole("form", { name: "Language model" });
  await form.getByLabel("Address").fill("https://10.0.0.1/v1");
  await form.getByLabel("Model").fill("small-one");
  await form.getByLabel("Key").fill("sk-secret-key");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText("This address can't be called")).toBeVisible();
  await expect(form.getByLabel("Address")).toHaveAttribute("aria-invalid", "true");
  await expect(form.getByLabel("Key")).toHaveValue("sk-secret-key");
  await form.getByLabel("Address").fill(address);
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText("One is kept, sealed.")).toBeVisible();
  await expect(form.getByLabel("Key")).toHaveValue("");
  await expect(page.getByText("A language model writes the answers")).toBeVisible();
  expect((await settingsOf(token)).endpoint).toEqual({
    base_url: address,
    model: "small-one",
    has_key: true,
  });
  expect(await page.content()).not.toContain("sk-secret-key");

  const budget = page.getByRole("form", { name: "Budget of a month" });
  await budget.getByLabel("Tokens a month").fill("200000");
  await budget.getByRole("button", { name: "Save" }).click();
  await expect(budget.getByRole("meter", { name: "Spent this month" })).toHaveAttribute(
    "aria-valuetext",
    "0 of 200,000 tokens",
  );
  await form.getByRole("button", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  await expect(form.getByText("Kept sealed and never shown again.")).toBeVisible();
  await expect(form.getByLabel("Address")).toHaveValue("");
  expect((await settingsOf(token)).endpoint).toBeNull();
  model.close();
});

test("an agent sees how he is set, and changes nothing", async ({ browser }) => {
  const account = await newWorkspace();
  const page = await newColleague(browser, account, "Ana");
  await page.goto("/theo");
  await expect(page.getByText("Owners and admins change this.")).toBeVisible();
  await expect(page.getByRole("radio", { name: "Helps the team" })).toBeDisabled();
  await expect(page.getByRole("button", { name: "Save" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Language model" })).toHaveCount(0);
  await page.context().close();
});

test("a question is tried: the answer, how sure he is, and where it stands", async ({ page }) => {
  const shop = await newShop();
  const isSure = await hasModel(shop);
  await signIn(page, shop.token);
  await page.goto("/theo/try");
  await page.getByRole("textbox", { name: "Question" }).fill(known);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("blockquote")).toContainText("60 days");
  await expect(page.getByRole("meter", { name: "How sure he is" })).toBeVisible();
  if (isSure) {
    await expect(page.getByText("He would send this")).toBeVisible();
    await expect(page.getByText("answering by himself is not switched on")).toBeVisible();
  }
  await axe(page);
  await page.getByRole("textbox", { name: "Question" }).fill(unknown);
  await page.getByRole("button", { name: "Ask Theo" }).click();
  await expect(page.getByText("He would hand over to a human")).toBeVisible();
  await page.getByRole("textbox", { name: "Question" }).fill(known);
  await page.keyboard.press("Enter");
  const passages = page.getByRole("list", { name: "Passages" });
  await passages.getByRole("link", { name: "Returning an order" }).click();
  await expect(page).toHaveURL(new RegExp(`/knowledge/${shop.returns}$`));
});

test("what no article answers is counted, becomes an article, or is put aside", async ({ page }) => {
  const shop = await newShop();
  const asked = ["Ada", "Ben"].map((name) => newVisitor(shop, name, unknown));
  for (const { conversation } of await Promise.all(asked))
    await call("POST", "/ai/reply", { conversation_id: conversation }, shop.token);
  await signIn(page, shop.token);
  await page.goto("/theo/gaps");
  const gap = page.getByRole("listitem").filter({ hasText: unknown });
  await expect(gap.getByText("Asked 2 times")).toBeVisible();
  await axe(page);
  await gap.getByRole("link", { name: "Write an article" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(unknown);
  await page.goBack();
  await gap.getByRole("button", { name: "Dismiss" }).click();
  await expect(page.getByText("No gaps")).toBeVisible();
  await page.reload();
  await expect(page.getByText("No gaps")).toBeVisible();

  await page.getByRole("link", { name: "Report", exact: true }).click();
  await expect(page.getByText("Asked for")).toBeVisible();
  await page.getByRole("link", { name: "7 days" }).click();
  await expect(page).toHaveURL(/days=7/);
  await expect(page.getByText("Asked for")).toBeVisible();
  await axe(page);
});
