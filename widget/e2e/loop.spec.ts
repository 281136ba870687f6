// Does a visitor's message reach the server, and the answer the visitor?
import { expect, test } from "./rig/rig";

test("a visitor writes, the server has it, the answer is read", async ({ page, chat, rig }) => {
  const widget = await rig.widget({
    config: { starters: ["Where is my order?", "Do you grind for an AeroPress?"] },
  });
  await page.goto(rig.pageUrl({ widget }));
  await expect(chat.launcher).toHaveAccessibleName("Open chat");
  await chat.shoot("launcher");
  await chat.open();
  await expect(chat.field).toBeFocused();
  await expect(chat.panel.getByRole("heading", { name: "Hi there!" })).toBeVisible();
  await expect(chat.panel.getByRole("link", { name: /WhatsApp/ })).toHaveAttribute(
    "href",
    "https://wa.me/34600111222",
  );
  await chat.shoot("welcome");

  await chat.send("Is the Guji still fresh? See https://shop.example/guji.");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  const conversation = await rig.conversationWith("Is the Guji");
  expect((await rig.messages(conversation)).map(({ content }) => content)).toEqual([
    "Is the Guji still fresh? See https://shop.example/guji.",
  ]);
  await expect(chat.log.getByRole("link")).toHaveAttribute("href", "https://shop.example/guji");

  const answer = await rig.answer(conversation, "Roasted on Monday! I can put a bag aside for you ☕");
  await expect(chat.log.getByText("Roasted on Monday!")).toBeVisible();
  const statusOfAnswer = async () =>
    (await rig.messages(conversation)).find(({ number }) => number === answer)?.status;
  await expect.poll(statusOfAnswer, "the team sees that it was read").toBe("read");
  await chat.send("Yes please, two of them. Can you send it to the office instead?");
  await chat.send("And one House No. 9, ground for filter.");
  await expect(chat.log.getByText("Sent")).toHaveCount(1);
  await chat.shoot("conversation");
});

test("typing and marks are shown as they happen", async ({ page, chat, rig }) => {
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("Hello, anybody there?");
  const conversation = await rig.conversationWith("anybody there");
  const [mine] = await rig.messages(conversation);
  const agent = await rig.agent();
  await agent.emitWithAck("mark_delivered", { message_id: mine?.number });
  await expect(chat.log.getByText("Delivered")).toBeVisible();
  await rig.server.api("POST", `conversations/${conversation}/read`);
  await expect(chat.log.getByText("Read")).toBeVisible();
  await agent.emitWithAck("typing", { conversation_id: conversation, is_typing: true });
  await expect(chat.log.getByText("is typing")).toBeAttached();
  await chat.shoot("typing");
  await rig.answer(conversation, "Here I am!");
  await expect(chat.log.getByText("is typing")).not.toBeAttached();
  const heard = new Promise((typing) => agent.once("typing", typing));
  await chat.field.pressSequentially("So quick");
  expect(await heard).toMatchObject({ conversation_id: conversation, user_id: null, is_typing: true });
});

test("visitors see when the last of the team goes and the first one comes", async ({ page, chat, rig }) => {
  type Member = { user_id: string; status: string; email: string };
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await expect(chat.panel.getByText("We’re away right now")).toHaveCount(0);
  const team = await rig.server.api<Member[]>("GET", "team/members");
  const live = team.filter(({ status }) => status === "live");
  expect(live.length).toBeGreaterThan(1);
  // Others have no token here; they leave the team for the rest of these journeys.
  const me = (await rig.server.api<{ user: { id: string } }>("GET", "auth/me")).user.id;
  for (const { user_id } of live.filter((member) => member.user_id !== me)) {
    const found = (await rig.server.api<(Member & { id: string })[]>("GET", "team/members")).find(
      (member) => member.user_id === user_id,
    );
    await rig.server.api("DELETE", `team/members/${found?.id}`);
  }
  await rig.server.api("PATCH", "team/status", { status: "away" });
  await expect(chat.panel.getByText("We’re away right now")).toBeVisible();
  await rig.server.api("PATCH", "team/status", { status: "live" });
  await expect(chat.panel.getByText("We’re away right now")).toHaveCount(0);
});

test("an answer to a closed chat is counted, shown beside the launcher and opened from there", async ({
  page,
  chat,
  rig,
}) => {
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("I will be back in a minute");
  const conversation = await rig.conversationWith("back in a minute");
  await page.keyboard.press("Escape");
  await expect(chat.panel).toBeHidden();
  await rig.answer(
    conversation,
    "Take your time. Your parcel left Lisbon this morning and should be with you tomorrow.",
  );
  await expect(chat.launcher).toHaveAccessibleName("Open chat, 1 unread");
  await chat.shoot("unread");
  await page.getByRole("button", { name: /Open the chat to reply/ }).click();
  await expect(chat.panel).toBeVisible();
  await expect(chat.launcher).toHaveAccessibleName("Close chat");
});

test("what the team marks is shown as meant, what the visitor types as typed", async ({
  page,
  chat,
  rig,
}) => {
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("Is it **vegan**?");
  await expect(chat.log.getByText("Is it **vegan**?")).toBeVisible();
  const conversation = await rig.conversationWith("vegan");
  await page.keyboard.press("Escape");
  await rig.answer(
    conversation,
    "> Is it vegan?\n**Yes**, see [our page](https://shop.example/vegan):\n- _oats_\n- [no](javascript:alert(1)) <b>milk</b>",
  );
  await page.getByRole("button", { name: /Yes, see our page:.*oats/s }).click();
  const link = chat.log.getByRole("link");
  await expect(link).toHaveText("our page");
  await expect(link).toHaveAttribute("href", "https://shop.example/vegan");
  await expect(link).toHaveAttribute("rel", /noopener noreferrer nofollow/);
  await expect(chat.log.locator("strong")).toHaveText("Yes");
  await expect(chat.log.locator("em")).toHaveCSS("font-style", "italic");
  await expect(chat.log.locator("blockquote")).toHaveText("Is it vegan?");
  await expect(chat.log.getByText("• [no](javascript:alert(1)) <b>milk</b>")).toBeVisible();
  await chat.shoot("marks");
});

test("a page loads nothing from anybody but the widget's host", async ({ page, chat, rig }) => {
  const asked = new Set<string>();
  page.on("request", (request) => asked.add(new URL(request.url()).origin));
  const widget = await rig.widget();
  await page.goto(rig.pageUrl({ widget }));
  await chat.open();
  await chat.send("Who else is listening?");
  await expect(chat.log.getByText("Sent")).toBeVisible();
  expect([...asked].toSorted()).toEqual([rig.pages.base, new URL(rig.server.base).origin].toSorted());
});

test("a page that the widget doesn't know shows nothing", async ({ page, chat, rig }) => {
  await page.goto(rig.pageUrl({ widget: "01890000-0000-7000-8000-000000000000" }));
  await page.waitForLoadState("networkidle");
  await expect(chat.launcher).toHaveCount(0);
});
