// Where the links of mails lead. Without SMTP the server writes mails to a folder, where they are read here.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { call, expect, newWorkspace, signIn, test } from "./rig";

/** The link in the newest mail to somebody that holds `part`. */
async function linkTo(address: string, part: string): Promise<string> {
  const folder = join(process.env.E2E_DATA ?? "", "outbox");
  let link = "";
  await expect
    .poll(() => {
      // What ends otherwise is still being written.
      const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".eml")) : [];
      const mails = names.toSorted().map((name) => plain(readFileSync(join(folder, name), "utf8")));
      const own = mails.findLast((mail) => mail.includes(address) && mail.includes(part));
      link = own?.match(/https?:\/\/\S+/g)?.find((one) => one.includes(part)) ?? "";
      return link;
    })
    .toContain(part);
  return link;
}

/** Without the soft line breaks and escapes of quoted-printable. */
function plain(mail: string): string {
  return mail
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number(`0x${hex}`)));
}

const fresh = (name: string) => `${name}-${Date.now()}@harbour.example`;

test("a forgotten password is set anew by the link in the mail, which works once", async ({ page }) => {
  const email = fresh("olu");
  await call("POST", "/auth/register", { email, full_name: "Olu", password: "correct horse" });
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot it?" }).click();
  // The page before has a field of the same name.
  await expect(page.getByRole("heading", { name: "A new password" })).toBeVisible();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  const link = await linkTo(email, "/reset-password#token=");
  for (const isFirst of [true, false]) {
    await page.goto("/");
    await page.goto(link);
    await page.getByLabel("New password").fill(isFirst ? "battery staple" : "somebody else's");
    await page.getByRole("button", { name: "Set the password" }).click();
    if (isFirst) await expect(page).toHaveURL(/\/sign-in/);
    else await expect(page.getByRole("alert")).toBeVisible();
  }
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill("battery staple");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Name your workspace" })).toBeVisible();
});

test("an address is confirmed by its link, and the profile says so no more", async ({ page }) => {
  const account = await newWorkspace();
  await signIn(page, account.token);
  await page.goto("/settings/profile");
  await expect(page.getByText("This address is not confirmed yet.")).toBeVisible();
  await page.goto(await linkTo(account.email, "/verify-email#token="));
  await expect(page.getByRole("heading", { name: "Your address is confirmed" })).toBeVisible();
  await page.goto("/settings/profile");
  await expect(page.getByRole("heading", { name: "Sessions" })).toBeVisible();
  await expect(page.getByText("This address is not confirmed yet.")).toHaveCount(0);
});

test("who is invited without an account signs up, confirms, and is in the team", async ({
  page,
  browser,
}) => {
  const account = await newWorkspace("Lighthouse Books");
  const email = fresh("mira+new");
  await signIn(page, account.token);
  await page.goto("/settings/team");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Role").selectOption("admin");
  await page.getByRole("dialog").getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText(email, { exact: true })).toBeVisible();

  const context = await browser.newContext({ baseURL: process.env.E2E_URL });
  const invited = await context.newPage();
  await invited.goto(await linkTo(email, "/sign-up#invited="));
  await expect(invited.getByRole("heading", { name: "Join your team" })).toBeVisible();
  await expect(invited.getByLabel("E-mail")).toHaveValue(email);
  await invited.getByLabel("Your name").fill("Mira Okafor");
  await invited.getByLabel("Password").fill("correct horse");
  await invited.getByRole("button", { name: "Create account" }).click();
  await expect(invited.getByRole("heading", { name: "Confirm your address" })).toBeVisible();

  const elsewhere = await context.newPage();
  await elsewhere.goto(await linkTo(email, "/verify-email#token="));
  await expect(elsewhere.getByRole("heading", { name: "Your address is confirmed" })).toBeVisible();
  await expect(invited.getByText("Lighthouse Books")).toBeVisible();
  await expect(invited).toHaveURL(/\/inbox\/all/);
  await page.reload();
  await expect(page.getByText("Mira Okafor")).toBeVisible();
  await expect(page.getByLabel("Role of Mira Okafor")).toHaveValue("admin");
  await context.close();
});
