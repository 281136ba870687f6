// Is a visitor who they say they are? Pages prove it with the widget's secret, and the server believes nobody else.
import { ChatOn, expect, hashOf, jwtOf, test } from "./rig/rig";

const identify = (identity: object) =>
  `window.heard = []; window.PingBack = [];
   PingBack.push(["on", "error", ({ error }) => heard.push(error.message)]);
   PingBack.push(["identify", ${JSON.stringify(identity)}]);`;

test("with the right hash the conversation is the same on another device", async ({
  page,
  chat,
  rig,
  browser,
}) => {
  const widget = await rig.widget();
  const hash = hashOf(await rig.secret(widget), "crm-1");
  const script = identify({ user: { id: "crm-1", name: "Vera", email: "vera@shop.example" }, hash });
  await page.goto(rig.pageUrl({ widget, script }));
  await chat.open();
  await chat.send("I am who I say");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  const conversation = await rig.conversationWith("who I say");
  const customer = await rig.customerOf(conversation);
  expect(customer).toMatchObject({ name: "Vera", email: "vera@shop.example", external_id: "crm-1" });
  expect(customer.verified_at).not.toBeNull();

  const elsewhere = await browser.newContext();
  const phone = new ChatOn(await elsewhere.newPage());
  await phone.page.goto(rig.pageUrl({ widget, script }));
  await phone.open();
  await expect(phone.log.getByText("I am who I say")).toBeVisible();
  await rig.answer(conversation, "We know, on both of them");
  for (const device of [chat, phone]) {
    await expect(device.log.getByText("We know, on both of them")).toBeVisible();
  }
  await phone.send("Written on the phone");
  const all = ["I am who I say", "We know, on both of them", "Written on the phone"];
  for (const device of [chat, phone]) await expect.poll(() => device.said()).toEqual(all);
  await elsewhere.close();
});

test("a wrong hash is refused, and no stranger sees anything", async ({ page, chat, rig }) => {
  const widget = await rig.widget();
  await rig.secret(widget);
  const script = identify({ user: { id: "crm-2" }, hash: hashOf("somebody else’s", "crm-2") });
  await page.goto(rig.pageUrl({ widget, script }));
  await chat.open();
  await chat.send("I am somebody else");
  await expect(chat.log.getByText("The proof of identity is not valid")).toBeVisible();
  await chat.shoot("identity-refused");
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { heard: string[] }).heard))
    .toContain("The proof of identity is not valid");
  const rows = await rig.server.api<{ last_message: { preview: string } }[]>("GET", "conversations/?limit=5");
  expect(rows.map(({ last_message }) => last_message.preview)).not.toContain("I am somebody else");
});

test("an id without any proof is refused where proof is needed", async ({ page, chat, rig }) => {
  const widget = await rig.widget();
  await rig.secret(widget);
  await page.goto(rig.pageUrl({ widget, script: identify({ user: { id: "crm-3" } }) }));
  await chat.open();
  await chat.send("Take my word for it");
  await expect(chat.log.getByText(/Proof of identity is needed here/)).toBeVisible();
});

test("a JWT is proof too, and outlived by the conversation that it began", async ({ page, chat, rig }) => {
  const widget = await rig.widget();
  const secret = await rig.secret(widget);
  const now = Math.floor(Date.now() / 1000);
  const jwt = jwtOf(secret, { sub: "crm-4", name: "Vera", email: "vera@shop.example", exp: now + 60 });
  await page.goto(rig.pageUrl({ widget, script: identify({ user: { id: "crm-4" }, jwt }) }));
  await chat.open();
  await chat.send("Signed and sealed");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  const conversation = await rig.conversationWith("Signed and sealed");
  expect(await rig.customerOf(conversation)).toMatchObject({ name: "Vera", external_id: "crm-4" });
  // The same page an hour later.
  const old = jwtOf(secret, { sub: "crm-4", exp: now - 3600 });
  await page.goto(rig.pageUrl({ widget, script: identify({ user: { id: "crm-4" }, jwt: old }) }));
  await chat.send("Still me");
  await expect.poll(() => rig.contents(conversation)).toEqual(["Signed and sealed", "Still me"]);
  // On a device that doesn't know them it proves nothing.
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await chat.send("Not me");
  await expect(chat.log.getByText("The proof of identity has expired")).toBeVisible();
});

test("whoever signs in keeps the conversation that they began as a stranger", async ({ page, chat, rig }) => {
  const widget = await rig.widget();
  const hash = hashOf(await rig.secret(widget), "crm-5");
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("I can’t sign in");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  const conversation = await rig.conversationWith("t sign in");
  await page.evaluate((hash) => {
    const { PingBack } = window as unknown as { PingBack: { identify(who: object): void } };
    PingBack.identify({ user: { id: "crm-5", name: "Vera" }, hash });
  }, hash);
  await chat.send("Now I can");
  await expect.poll(() => rig.contents(conversation)).toEqual(["I can’t sign in", "Now I can"]);
  expect(await rig.customerOf(conversation)).toMatchObject({ name: "Vera", external_id: "crm-5" });
});
