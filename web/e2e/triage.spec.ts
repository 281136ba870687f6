// Ten conversations sorted with the keyboard alone, and what the server says of each at the end.
import type { Page } from "@playwright/test";
import { type Account, expect, newVisitor, newWorkspace, signIn, stateOf, test, type Visitor } from "./rig";

const names = ["Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gus", "Hana", "Ivo", "June"];

let account: Account;
let visitors: Record<string, Visitor>;

test.beforeEach(async ({ page }) => {
  account = await newWorkspace();
  visitors = {};
  for (const name of names.toReversed()) {
    visitors[name] = await newVisitor(account, name, `Hello from ${name}`);
  }
  await signIn(page, account.token);
});

const heading = (page: Page, name: string) => page.getByRole("heading", { level: 2, name, exact: true });

test("ten conversations are triaged without touching the mouse", async ({ page }) => {
  const keys = page.keyboard;
  await page.addInitScript(() => {
    for (const kind of ["pointerdown", "mousedown", "touchstart"])
      addEventListener(kind, () => sessionStorage.setItem("touched", "yes"), true);
  });
  await page.goto("/");
  await expect(page.locator("[data-conversation]")).toHaveCount(10);
  await keys.press("g");
  await keys.press("m");
  await expect(page.getByText("All clear")).toBeVisible();
  await keys.press("g");
  await keys.press("u");
  await expect(page.locator("[data-conversation]")).toHaveCount(10);

  await keys.press("j");
  await expect(heading(page, "Ada")).toBeVisible();
  await keys.press("e"); // resolved; Ben moves up
  await expect(heading(page, "Ben")).toBeVisible();

  await keys.press("r");
  await keys.type("On its way, Ben.");
  await keys.press("Control+Enter");
  await expect(page.getByRole("log").getByText("On its way, Ben.")).toBeVisible();
  await keys.press("Escape");
  await keys.press("m"); // taken: leaves Unassigned, stays open here
  await expect(page.getByText("Assigned to Olu Adeyemi").first()).toBeVisible();

  // The answer brought Ben to the top before he left; next is whoever stands first now.
  await keys.press("j");
  await expect(heading(page, "Cleo")).toBeVisible();
  await keys.press("n");
  await keys.type("Knows Olu from the fair");
  await keys.press("Control+Enter");
  await expect(page.getByRole("article", { name: /Note by/ })).toBeVisible();
  await keys.press("Escape");

  await keys.press("j");
  await expect(heading(page, "Dan")).toBeVisible();
  await keys.press("p"); // pending
  await expect(heading(page, "Eva")).toBeVisible();

  await keys.press("s");
  await keys.type("tomorrow");
  await keys.press("Enter"); // snoozed
  await expect(page.getByText(/Snoozed until/).first()).toBeVisible();

  await keys.press("j");
  await expect(heading(page, "Finn")).toBeVisible();
  await keys.press("x"); // closed
  await expect(heading(page, "Gus")).toBeVisible();

  await keys.press("a");
  await keys.type("olu");
  await keys.press("Enter"); // assigned
  await expect(page.getByText("Assigned to Olu Adeyemi").first()).toBeVisible();

  await keys.press("j");
  await expect(heading(page, "Hana")).toBeVisible();
  await keys.press("e");
  await expect(heading(page, "Ivo")).toBeVisible();
  await keys.press("z"); // Hana was a mistake
  await expect(page.locator("[data-conversation]").filter({ hasText: "Hana" })).toBeVisible();

  await keys.press("Control+k");
  await keys.type("take it");
  await keys.press("Enter"); // Ivo, by the palette
  await expect(page.locator("[data-conversation]").filter({ hasText: "Ivo" })).toHaveCount(0);

  await keys.press("/");
  await keys.type("June");
  await expect(page.getByRole("heading", { level: 1, name: "Search" })).toBeVisible();
  await expect(page.locator("[data-conversation]")).toHaveCount(1);
  await keys.press("Enter"); // into what was found
  await expect(heading(page, "June")).toBeVisible();
  await keys.press("r");
  await keys.type("Glad to help, June.");
  await keys.press("Control+Shift+Enter"); // answered and resolved
  await expect(page.locator("[data-conversation]")).toContainText("Resolved");
  await keys.press("Escape");

  await keys.press("g");
  await keys.press("u");
  await expect(page.locator("[data-conversation]")).toHaveCount(2);
  await keys.press("j"); // the newest change stands first
  await expect(heading(page, "Hana")).toBeVisible();
  await keys.press("e"); // looked at again: resolved after all
  await expect(heading(page, "Cleo")).toBeVisible();
  expect(await page.evaluate(() => sessionStorage.getItem("touched"))).toBeNull();

  const state = async (name: string) => stateOf(account, visitors[name]!);
  await expect.poll(async () => (await state("Ivo")).assignee_id).not.toBeNull();
  await expect.poll(async () => (await state("Ada")).status).toBe("resolved");
  const ben = await state("Ben");
  expect(ben.assignee_id).not.toBeNull();
  expect(ben.messages.map(({ content }) => content)).toEqual(["Hello from Ben", "On its way, Ben."]);
  expect((await state("Cleo")).messages.at(-1)).toMatchObject({ kind: "note" });
  await expect.poll(async () => (await state("Dan")).status).toBe("pending");
  await expect
    .poll(() => state("Eva"))
    .toMatchObject({ status: "pending", snoozed_until: expect.any(String) });
  await expect.poll(async () => (await state("Finn")).status).toBe("closed");
  await expect.poll(async () => (await state("Gus")).assignee_id).not.toBeNull();
  await expect.poll(async () => (await state("Hana")).status).toBe("resolved");
  const june = await state("June");
  expect(june.status).toBe("resolved");
  expect(june.messages.map(({ content }) => content)).toEqual(["Hello from June", "Glad to help, June."]);
});

test("the help opens with ? and closes with Escape, and typing is never a command", async ({ page }) => {
  await page.goto(`/inbox/all/${visitors.Ada!.conversation}`);
  await expect(heading(page, "Ada")).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("r");
  await page.keyboard.type("eepzx?");
  await expect(page.getByRole("textbox", { name: /Reply to/ })).toHaveValue("eepzx?");
  expect((await stateOf(account, visitors.Ada!)).status).toBe("open");
});
