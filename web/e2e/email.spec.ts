// A mail with files comes in, is answered with a file and a copy, and goes on in one thread; one comes back.
import { Buffer } from "node:buffer";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { type MailServer, field, startMailServer, words } from "./mail_server";
import { type Account, call, expect, isLive, newWorkspace, signIn, test } from "./rig";

// A trace reads the files that were chosen in a way that the policy of the page refuses.
test.use({ trace: "off" });

const secret = "harbour-5ecret";
const gif = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";
const log = (page: Page) => page.getByRole("log");

/** A channel by mail, whose customers' mails are posted; its address. */
async function openChannel({ token }: Account, { port }: MailServer): Promise<string> {
  const address = `help${Date.now()}@harbour.example`;
  const smtp = { host: "127.0.0.1", port, tls: false, username: "help", password: "any" };
  const config = { address, from_name: "Harbour Tea", inbound_secret: secret, smtp };
  await call("POST", "/channels/", { type: "email", config }, token);
  return address;
}

/** As the customer's provider posts it. */
async function post(to: string, head: string[], body: string): Promise<void> {
  const lines = [`To: ${to}`, "Date: Fri, 01 Mar 2024 09:00:00 +0000", ...head, "", body];
  const response = await fetch(`${process.env.E2E_URL}/api/v1/webhooks/email`, {
    method: "POST",
    headers: { "Content-Type": "message/rfc822", Authorization: `Bearer ${secret}` },
    body: lines.join("\n").replaceAll("\n", "\r\n"),
  });
  expect(response.status).toBe(200);
}

const html = `--x
Content-Type: text/html; charset=utf-8

<p>Where is my <b>Sencha</b>?</p><img alt="the box" src="cid:box@mail"><img alt="" src="https://track.example/seen.gif">
--x
Content-Type: image/gif; name="box.gif"
Content-ID: <box@mail>
Content-Disposition: inline; filename="box.gif"
Content-Transfer-Encoding: base64

${gif}
--x
Content-Type: text/plain; name="order.txt"
Content-Disposition: attachment; filename="order.txt"

1 x Sencha
--x--`;

test("a mail is read, answered with a file and copies, and goes on in one thread", async ({ page }) => {
  const mailServer = await startMailServer();
  const account = await newWorkspace();
  const ours = await openChannel(account, mailServer);
  await call("PATCH", "/auth/me", { signature: "Olu · **Harbour Tea**" }, account.token);
  await signIn(page, account.token);
  await page.goto("/inbox/all");
  await isLive(page);
  const from = [
    "From: Mara Lind <mara@mail.example>",
    "Message-ID: <1@mail.example>",
    "Cc: Ben <ben@mail.example>",
  ];
  await post(ours, [...from, "Subject: My order", "Content-Type: multipart/mixed; boundary=x"], html);

  await page.getByRole("link", { name: /Mara Lind/ }).click();
  await expect(log(page)).toContainText("Where is my Sencha?");
  await expect(log(page).getByRole("link", { name: /order\.txt/ })).toBeVisible();

  // The mail itself, with its own picture and without the one that tells.
  let seen = 0;
  await page.route("https://track.example/**", (route) => {
    seen += 1;
    return route.fulfill({ contentType: "image/gif", body: Buffer.from(gif, "base64") });
  });
  await log(page).getByRole("button", { name: "Show the mail" }).click();
  const frame = page.frameLocator("iframe[title^='The mail']");
  await expect(frame.locator("b")).toHaveText("Sencha");
  const box = frame.getByAltText("the box");
  await expect.poll(() => box.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(1);
  expect(seen).toBe(0);
  await log(page)
    .getByRole("button", { name: /Load pictures/ })
    .click();
  await expect.poll(() => seen).toBe(1);
  const { violations } = await new AxeBuilder({ page }).exclude("iframe").analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  await page.screenshot({ path: "e2e/screenshots/mail.png" });

  // Ben gets the answer too, as he got the question; the boss sees it without being seen.
  await page.getByRole("button", { name: "Bcc" }).click();
  const bcc = page.getByLabel("Bcc");
  await expect(page.getByRole("button", { name: "Take ben@mail.example off" })).toBeVisible();
  await bcc.fill("not an address");
  await bcc.press("Enter");
  await expect(page.getByText("This is no e-mail address")).toBeVisible();
  await bcc.fill("boss@harbour.example");
  await bcc.press("Enter");
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "Attach files" }).click();
  await (
    await chooser
  ).setFiles({ name: "label.txt", mimeType: "text/plain", buffer: Buffer.from("On its way") });
  await page.getByRole("textbox", { name: /Reply to/ }).fill("It left **today**.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect.poll(() => mailServer.mails.length).toBe(1);
  const answer = mailServer.mails[0] ?? { recipients: [], raw: "" };
  expect(answer.recipients.toSorted()).toEqual([
    "ben@mail.example",
    "boss@harbour.example",
    "mara@mail.example",
  ]);
  expect(field(answer, "Subject")).toBe("Re: My order");
  expect(field(answer, "In-Reply-To")).toBe("<1@mail.example>");
  expect(field(answer, "Cc")).toContain("ben@mail.example");
  expect(answer.raw).not.toContain("boss@harbour.example");
  expect(words(answer)).toContain("<strong>today</strong>");
  expect(words(answer)).toContain("> Where is my Sencha?");
  expect(words(answer)).toContain("-- \r\nOlu");
  expect(answer.raw).toContain('filename="label.txt"');
  await expect(log(page).getByLabel("Sent")).toBeVisible();
  await expect(log(page)).toContainText("Bcc boss@harbour.example");

  // Mara answers from another address of hers, with everything quoted below.
  await post(
    ours,
    [
      "From: Mara <mara@work.example>",
      "Message-ID: <2@mail.example>",
      "Subject: Re: My order",
      `In-Reply-To: ${field(answer, "Message-ID")}`,
    ],
    "Thank you!\n\nOn Friday, Olu wrote:\n> It left today.",
  );
  await expect(log(page)).toContainText("Thank you!");
  await expect(log(page)).toContainText("From Mara <mara@work.example>");
  await expect(log(page).getByText("On Friday, Olu wrote")).toBeHidden();
  mailServer.stop();
});

test("an answer that comes back is marked with the reason", async ({ page }) => {
  const mailServer = await startMailServer();
  const account = await newWorkspace();
  const ours = await openChannel(account, mailServer);
  const head = ["From: Ida <ida@mail.example>", "Message-ID: <1@mail.example>", "Subject: Hello"];
  await post(ours, head, "Are you open on Sunday?");
  await signIn(page, account.token);
  await page.goto("/inbox/all");
  await page.getByRole("link", { name: /Ida/ }).click();
  await page.getByRole("textbox", { name: /Reply to/ }).fill("Yes, from ten.");
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await expect.poll(() => mailServer.mails.length).toBe(1);
  const answer = mailServer.mails[0] ?? { recipients: [], raw: "" };
  const report = `--b
Content-Type: text/plain

Your message could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.harbour.example

Final-Recipient: rfc822; ida@mail.example
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full
--b
Content-Type: text/rfc822-headers

Message-ID: ${field(answer, "Message-ID")}
--b--`;
  await post(
    ours,
    [
      "From: MAILER-DAEMON@mail.harbour.example",
      "Message-ID: <bounce@mail.harbour.example>",
      "Subject: Undelivered Mail Returned to Sender",
      "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    ],
    report,
  );
  await expect(log(page)).toContainText("Mailbox full");
  await expect(log(page).getByRole("button", { name: "Send again" })).toBeVisible();
  mailServer.stop();
});
