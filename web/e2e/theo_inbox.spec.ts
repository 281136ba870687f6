// Theo beside an agent: drafts with their sources, what he hands over, summaries, tags, articles out of answers.
import type { Page } from "@playwright/test";
import { type Account, call, expect, isLive, newVisitor, signIn, stateOf, test, type Visitor } from "./rig";
import { hasModel, known, letTheoAnswer, newShop, type Shop, unknown } from "./theo_shop";

let shop: Shop;

test.beforeEach(async ({ page }) => {
  shop = await newShop();
  await signIn(page, shop.token);
});

const log = (page: Page) => page.getByRole("log");
const draft = (page: Page) => page.getByRole("region", { name: "Theo's draft", exact: true });
const box = (page: Page) => page.getByRole("textbox", { name: /Reply to/ });
const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).click();

async function show(page: Page, { conversation }: Visitor): Promise<void> {
  await page.goto(`/inbox/all/${conversation}`);
  await expect(box(page)).toBeVisible();
  await isLive(page);
}

/** Where Theo can be asked: his keys do nothing before it is known that he is on. */
async function open(page: Page, visitor: Visitor): Promise<void> {
  await show(page, visitor);
  await expect(page.getByRole("button", { name: "Ask Theo" })).toBeVisible();
}

interface Noted {
  state: string;
  is_edited: boolean;
  feedback: string | null;
}

/** What became of Theo's answers, newest first. */
async function noted({ token }: Account, { conversation }: Visitor): Promise<Noted[]> {
  const path = `/ai/answers?conversation_id=${conversation}`;
  const answers = await call<Noted[]>("GET", path, undefined, token);
  return answers.map(({ state, is_edited, feedback }) => ({ state, is_edited, feedback: feedback ?? null }));
}

test("a draft with its source is taken over, edited, sent and judged", async ({ page }) => {
  const visitor = await newVisitor(shop, "Ada", known);
  await open(page, visitor);
  await press(page, "Ask Theo");
  await expect(draft(page)).toContainText("60 days");
  const source = draft(page).getByRole("link", { name: "Returning an order" });
  await expect(source).toHaveAttribute("href", `/knowledge/${shop.returns}`);

  await press(page, "Use it");
  await expect(draft(page)).toHaveCount(0);
  await expect(page.getByText("Theo's draft is in your answer")).toBeVisible();
  await expect(box(page)).toBeFocused();
  await expect(box(page)).toHaveValue(/60 days/);
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("Hello Ada! ");
  await page.keyboard.press("Control+Enter");

  const sent = log(page).getByRole("article", { name: "Olu Adeyemi" });
  await expect(sent).toContainText("Hello Ada!");
  await expect(sent.getByText("From Theo's draft, edited")).toBeVisible();
  await expect(sent.getByRole("link", { name: "Returning an order" })).toBeVisible();
  const right = sent.getByRole("button", { name: "Theo's answer was right" });
  await right.click();
  await expect(right).toHaveAttribute("aria-pressed", "true");
  await expect
    .poll(() => noted(shop, visitor))
    .toEqual([{ state: "sent", is_edited: true, feedback: "right" }]);
  await page.reload();
  await expect(right).toHaveAttribute("aria-pressed", "true");
  await right.click();
  await expect.poll(async () => (await noted(shop, visitor))[0]?.feedback).toBeNull();
});

test("what an agent has typed stays, and the draft goes under it", async ({ page }) => {
  await open(page, await newVisitor(shop, "Ada", known));
  await box(page).fill("Hello Ada,");
  await press(page, "Ask Theo");
  await expect(draft(page)).toBeVisible();
  await expect(draft(page).getByRole("button", { name: "Send as it is" })).toHaveCount(0);
  await press(page, "Insert");
  await expect(box(page)).toHaveValue(/^Hello Ada,\n\n[^]*60 days/);
  // Who empties the field starts anew: the draft is offered again.
  await box(page).fill("");
  await expect(draft(page)).toBeVisible();
});

test("with keys alone a draft is asked for, another one, thrown away, and one sent as it is", async ({
  page,
}) => {
  const visitor = await newVisitor(shop, "Ada", known);
  await open(page, visitor);
  await page.keyboard.press("d");
  await expect(draft(page)).toContainText("60 days");
  await page.keyboard.press("y");
  await expect.poll(async () => (await noted(shop, visitor)).length).toBe(2);
  await expect(draft(page)).toBeVisible();
  await page.keyboard.press("w");
  await expect(draft(page)).toHaveCount(0);
  await expect.poll(async () => (await noted(shop, visitor))[0]?.state).toBe("discarded");

  await page.keyboard.press("Control+k");
  await page.keyboard.type("ask theo");
  await page.keyboard.press("Enter");
  await expect(draft(page)).toBeVisible();
  await page.keyboard.press("Shift+D");
  await expect(log(page).getByRole("article", { name: "Olu Adeyemi" })).toContainText("60 days");
  await expect(draft(page)).toHaveCount(0);
  await expect
    .poll(async () => (await noted(shop, visitor))[0])
    .toEqual({ state: "sent", is_edited: false, feedback: null });
});

test("a draft is gone when the customer writes on", async ({ page }) => {
  const visitor = await newVisitor(shop, "Ada", known);
  await open(page, visitor);
  await page.keyboard.press("d");
  await expect(draft(page)).toBeVisible();
  await visitor.say(unknown);
  await expect(log(page).getByText(unknown)).toBeVisible();
  await expect(draft(page)).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Ask Theo" })).toBeVisible();
});

test("what no article answers is said, and leads to a new article", async ({ page }) => {
  for (const { id } of await call<{ id: number }[]>("GET", "/kb/articles", undefined, shop.token))
    await call("DELETE", `/kb/articles/${id}`, undefined, shop.token);
  await open(page, await newVisitor(shop, "Ada", unknown));
  await page.keyboard.press("d");
  await expect(page.getByText("He found nothing in your articles")).toBeVisible();
  await press(page, "Dismiss");
  await expect(page.getByText("He found nothing in your articles")).toHaveCount(0);
  await page.keyboard.press("d");
  await page.getByRole("link", { name: "Write an article" }).click();
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue(unknown);
});

test("what goes wrong is said, and asked again", async ({ page }) => {
  await open(page, await newVisitor(shop, "Ada", known));
  await page.route("**/ai/reply", (route) => route.fulfill({ status: 503, json: { detail: "Busy" } }));
  await page.keyboard.press("d");
  await expect(page.getByRole("alert")).toContainText("can't answer just now");
  await page.unroute("**/ai/reply");
  await press(page, "Try again");
  await expect(draft(page)).toBeVisible();
});

test("a conversation that Theo hands over says why until an agent answers it", async ({ page }) => {
  await letTheoAnswer(shop);
  const visitor = await newVisitor(shop, "Ada", "I want to talk to a human, please.");
  await open(page, visitor);
  await expect(page.getByText("Theo has handed this over.")).toBeVisible();
  await expect(page.getByText("The customer asked for a human.")).toBeVisible();
  const row = page.locator("[data-conversation]").first();
  await expect(row.getByLabel("Handed over by Theo")).toBeVisible();
  await newVisitor(shop, "Ben", "I want to speak to a person.");

  await page.keyboard.press("g");
  await page.keyboard.press("h");
  await expect(page.getByRole("heading", { level: 1, name: "Handed over" })).toBeVisible();
  await expect(page.locator("[data-conversation]")).toHaveCount(2);
  await expect(page.getByRole("link", { name: "Handed over 2" })).toBeVisible();
  await page.locator("[data-conversation]").filter({ hasText: "Ada" }).click();
  await press(page, "Take it");
  await expect.poll(async () => (await stateOf(shop, visitor)).assignee_id).not.toBeNull();
  await box(page).fill("Here I am, Ada.");
  await page.keyboard.press("Control+Enter");
  await expect(log(page).getByText("Here I am, Ada.")).toBeVisible();
  await expect(page.getByText("Theo has handed this over.")).toHaveCount(0);
  await expect(page.locator("[data-conversation]")).toHaveCount(1);
});

test("Theo's own message bears his name and its source, and is judged", async ({ page }) => {
  test.skip(!(await hasModel(shop)), "without the model he sends nothing by himself");
  await letTheoAnswer(shop);
  const visitor = await newVisitor(shop, "Ada", known);
  await open(page, visitor);
  const own = log(page).getByRole("article", { name: "Theo" });
  await expect(own).toContainText("60 days");
  await expect(own.getByRole("link", { name: "Returning an order" })).toBeVisible();
  await own.getByRole("button", { name: "Theo's answer was wrong" }).click();
  await expect.poll(async () => (await noted(shop, visitor))[0]?.feedback).toBe("wrong");
});

test("a conversation is summed up, and its tags are proposed", async ({ page }) => {
  const visitor = await newVisitor(shop, "Ada", known);
  await open(page, visitor);
  await page.keyboard.press("u");
  const summary = page.getByRole("region", { name: "Summary", exact: true });
  await expect(summary).toContainText("send back an order");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await press(page, "Copy the summary");
  await expect(page.getByText("Summary copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("send back an order");
  await press(page, "Dismiss the summary");
  await expect(summary).toHaveCount(0);

  await press(page, "Suggest tags");
  await press(page, "Add the suggested tag returns");
  await expect(page.getByRole("button", { name: "Remove the tag returns" })).toBeVisible();
  await page.getByRole("log").focus();
  await page.keyboard.press("l");
  await page.keyboard.type("urgent parcel");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove the tag urgent parcel" })).toBeVisible();
  const tags = async () =>
    (await call<{ tags: string[] }>("GET", `/conversations/${visitor.conversation}`, undefined, shop.token))
      .tags;
  await expect.poll(tags).toEqual(["returns", "urgent parcel"]);
});

test("an agent's answer becomes the draft of an article", async ({ page }) => {
  const visitor = await newVisitor(shop, "Ada", "Do you rent out skis?");
  await open(page, visitor);
  await box(page).fill("Yes, for 30 euros a day, in the shop.");
  await page.keyboard.press("Control+Enter");
  await expect(log(page).getByRole("img", { name: "Sent" })).toBeVisible();
  await press(page, "Make an article from this answer");
  const dialog = page.getByRole("dialog", { name: "An article from this answer" });
  await expect(dialog).toContainText("Do you rent out skis?");
  await expect(dialog).toContainText("30 euros a day");
  const [made] = await call<{ id: number; state: string }[]>(
    "GET",
    "/kb/articles?limit=1",
    undefined,
    shop.token,
  );
  expect(made?.state).toBe("draft");
  await dialog.getByRole("link", { name: "Open in the editor" }).click();
  await expect(page).toHaveURL(new RegExp(`/knowledge/${made?.id}$`));
});

test("where Theo is off, nothing asks for him", async ({ page }) => {
  await call("PATCH", "/ai/settings", { mode: "off" }, shop.token);
  await show(page, await newVisitor(shop, "Ada", known));
  await expect(page.getByRole("button", { name: "Attach files" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Ask Theo" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Suggest tags" })).toHaveCount(0);
});
