// Theo's whole loop: articles come in, a customer is answered out of them, wants a person, and a person answers with
// Theo's draft.
import { axe, file } from "./knowledge_sample";
import { expect, isLive, newWorkspace, signIn, test } from "./rig";
import { hasModel, known, untilRead } from "./theo_shop";
import { Chat } from "./visitor";

const articles = [
  file(
    "returns.md",
    "text/markdown",
    "# Returning an order\n\nYou can send back any order within 60 days of delivery. Put the parcel into any post " +
      "office with the label from your account. We refund the money within five days after the parcel has arrived.\n",
  ),
  file(
    "faq.csv",
    "text/csv",
    'question,answer\nWhich cards do you take?,"We take Visa, Mastercard, PayPal and bank transfers. We do not take American Express."\n',
  ),
];

test("imported articles answer a customer, who gets a person when they want one, and Theo's draft from them", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const account = await newWorkspace("Tern Outdoor");
  test.skip(!(await hasModel(account)), "without the model he sends nothing by himself");
  await signIn(page, account.token);
  await page.goto("/knowledge/imports");
  await page.getByLabel("Files to import").setInputFiles(articles);
  const imported = page.getByRole("list", { name: "Imports" }).getByRole("listitem").first();
  await expect(imported).toContainText("2 new articles");
  await untilRead(account, 2);

  await page.getByRole("link", { name: "Theo", exact: true }).click();
  const mode = page.getByRole("form", { name: "What he does" });
  await mode.getByRole("radio", { name: "Answers by himself" }).check();
  await mode.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved")).toBeVisible();

  const context = await browser.newContext({ baseURL: process.env.E2E_URL });
  const chat = new Chat(await context.newPage());
  await chat.page.goto(`/preview/${account.widgetId}`);
  await chat.open();
  await expect(chat.panel.getByRole("link", { name: /Returning an order/ })).toBeVisible();
  await chat.write(known);
  const own = chat.log.locator(".group").filter({ hasText: "within 60 days" });
  await expect(own).toBeVisible({ timeout: 30_000 });
  await expect(own.getByText(/^Theo, AI assistant/).last()).toBeVisible();
  const source = own.getByRole("link", { name: /Returning an order/ });
  const [article] = await Promise.all([context.waitForEvent("page"), source.click()]);
  await expect(article.getByRole("heading", { level: 1, name: "Returning an order" })).toBeVisible();
  await article.close();

  await chat.panel.getByRole("button", { name: "I’d like to talk to a person" }).click();
  await expect(chat.log.getByText("I am passing you on to a colleague")).toBeVisible({ timeout: 30_000 });

  await page.getByRole("link", { name: "Unassigned" }).click();
  await isLive(page);
  await page.locator("[data-conversation]").first().click();
  const banner = page.getByRole("status").filter({ hasText: "Theo has handed this over." });
  await expect(banner).toContainText("The customer asked for a human.");
  await axe(page);
  await banner.getByRole("button", { name: "Take it" }).click();
  await chat.write("Which cards can I pay with? American Express?");
  await expect(page.getByRole("log").getByText("American Express?")).toBeVisible();
  await page.getByRole("button", { name: "Ask Theo" }).click();
  const draft = page.getByRole("region", { name: "Theo's draft", exact: true });
  await expect(draft).toContainText("Visa, Mastercard");
  await draft.getByRole("button", { name: "Use it" }).click();
  await expect(page.getByRole("textbox", { name: /Reply to/ })).toHaveValue(/Visa, Mastercard/);
  await page.keyboard.press("Control+Enter");
  const human = chat.log.locator(".group").filter({ hasText: "Visa, Mastercard" });
  await expect(human).toBeVisible();
  await expect(human.getByText(/^Olu Adeyemi/).last()).toBeVisible();
  await expect(banner).toHaveCount(0);

  await page.getByRole("link", { name: "Theo", exact: true }).click();
  await page.getByRole("link", { name: "Report", exact: true }).click();
  const figure = (name: string) => page.locator("dl > div").filter({ hasText: name });
  await expect(figure("Answers that he sent by himself")).toContainText("1");
  await expect(figure("Conversations that he left to the team")).toContainText("1");
  await expect(page.getByText("The customer asked for a human")).toBeVisible();
  await expect(figure("Sent as they were")).toContainText("1");
  await context.close();
});
