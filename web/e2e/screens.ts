// Each screen of the app: where it is, who sees it, and what is done until it shows.
import type { Page } from "@playwright/test";
import { Chat } from "./visitor";

export const sizes = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

export interface Screen {
  name: string;
  path: string;
  as: "guest" | "demo" | "newcomer" | "owner" | "shop";
  ready: string;
  then?: (page: Page) => Promise<unknown>;
  /** What axe has not seen on another screen; all of it unless told. */
  within?: string;
  /** Where the other size has no such thing. */
  only?: keyof typeof sizes;
}

const first = "/inbox/all/:first";
export const dialog = "[data-cover]";
export const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();
export const press = (keys: string) => async (page: Page) => {
  await page.keyboard.press(keys);
  await page.getByRole("dialog").waitFor();
};
const failing = (part: string) => async (page: Page) => {
  await page.route(part, (route) => route.fulfill({ status: 503, json: { detail: "Busy" } }));
  await page.reload();
  await button(page, "Try again").waitFor();
};

/** `:first` and the like stand for what the test has prepared. */
export const screens: Screen[] = [
  { name: "sign-in", path: "/sign-in", as: "guest", ready: "Welcome back" },
  {
    name: "sign-in-refused",
    path: "/sign-in",
    as: "guest",
    ready: "Welcome back",
    then: async (page) => {
      await page.getByLabel("E-mail").fill("nobody@harbour.example");
      await page.getByLabel("Password").fill("wrong horse");
      await button(page, "Sign in").click();
      await page.getByRole("alert").waitFor();
    },
  },
  { name: "sign-up", path: "/sign-up", as: "guest", ready: "Create your account" },
  {
    name: "sign-up-invited",
    path: "/sign-up#invited=mira@harbour.example",
    as: "guest",
    ready: "Join your team",
  },
  { name: "forgot-password", path: "/forgot-password", as: "guest", ready: "A new password" },
  { name: "reset-password", path: "/reset-password#token=abc", as: "guest", ready: "Choose a new password" },
  {
    name: "reset-password-incomplete",
    path: "/reset-password",
    as: "guest",
    ready: "This link is incomplete",
  },
  { name: "verify-email", path: "/verify-email#token=abc", as: "guest", ready: "could not be confirmed" },
  { name: "welcome-workspace", path: "/welcome", as: "newcomer", ready: "Name your workspace" },
  { name: "welcome-join", path: "/welcome?step=join", as: "newcomer", ready: "Confirm your address" },
  { name: "welcome-widget", path: "/welcome?step=widget", as: "owner", ready: "Make the chat yours" },
  { name: "welcome-install", path: "/welcome?step=install", as: "owner", ready: "Put it on" },
  { name: "welcome-try", path: "/welcome?step=try", as: "owner", ready: "Waiting for the first message" },
  {
    name: "preview",
    path: "/preview/:widget",
    as: "guest",
    ready: "This is where your customers are.",
    then: (page) => new Chat(page).open(),
  },
  { name: "inbox", path: "/inbox/all", as: "demo", ready: "Everything" },
  { name: "inbox-empty", path: "/inbox/all", as: "owner", ready: "Nothing here yet" },
  { name: "inbox-mine-empty", path: "/inbox/mine", as: "owner", ready: "All clear" },
  {
    name: "inbox-failing",
    path: "/inbox/all",
    as: "owner",
    ready: "Nothing",
    then: failing("**/conversations/?*"),
  },
  {
    name: "inbox-menu",
    within: dialog,
    path: "/inbox/all",
    as: "demo",
    ready: "Everything",
    only: "phone",
    then: async (page) => {
      await button(page, "Views and settings").click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "conversation", path: first, as: "demo", ready: "Write to" },
  {
    name: "conversation-missing",
    path: "/inbox/all/9999999",
    as: "demo",
    ready: "This conversation is not here",
  },
  { name: "conversation-arabic", path: "/inbox/all/:arabic", as: "owner", ready: "Write to" },
  {
    name: "customer-panel",
    within: dialog,
    path: first,
    as: "demo",
    ready: "Write to",
    only: "phone",
    then: async (page) => {
      await button(page, "About the customer").click();
      await page.getByText("Began").waitFor();
    },
  },
  {
    name: "note",
    within: "section[aria-label=Conversation]",
    path: "/inbox/all/:second",
    as: "demo",
    ready: "Write to",
    then: async (page) => {
      await page.getByRole("button", { name: "Note", exact: true }).click();
      await page
        .getByRole("textbox", { name: "Note to the team" })
        .fill("Third lid this week.\n- ask the packers");
    },
  },
  {
    name: "offline",
    path: first,
    as: "demo",
    ready: "Write to",
    then: async (page) => {
      await page.context().setOffline(true);
      await page.getByRole("textbox", { name: /Reply to/ }).fill("It left this morning.");
      await page.keyboard.press("Control+Enter");
      await page.getByText("Waiting for the connection").waitFor();
    },
  },
  { name: "assign", path: first, as: "demo", ready: "Write to", then: press("a"), within: dialog },
  { name: "snooze", path: first, as: "demo", ready: "Write to", then: press("s"), within: dialog },
  { name: "palette", path: first, as: "demo", ready: "Write to", then: press("Control+k"), within: dialog },
  { name: "keys", path: first, as: "demo", ready: "Write to", then: press("?"), within: dialog },
  { name: "search", path: "/inbox/all?q=order", as: "demo", ready: "Search" },
  { name: "search-nothing", path: "/inbox/all?q=zzzzzz", as: "demo", ready: "Nothing found" },
  { name: "customers", path: "/customers", as: "demo", ready: "Everybody who wrote" },
  { name: "customers-empty", path: "/customers?q=zzzzzz", as: "demo", ready: "Nobody found" },
  { name: "customer", within: dialog, path: "/customers/:customer", as: "demo", ready: "Write to them" },
  {
    name: "customer-add",
    within: dialog,
    path: "/customers",
    as: "demo",
    ready: "Everybody who wrote",
    then: async (page) => {
      await button(page, "Add").click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "knowledge", path: "/knowledge", as: "demo", ready: "Returns and refunds" },
  {
    name: "knowledge-chosen",
    path: "/knowledge",
    as: "demo",
    ready: "Returns and refunds",
    then: async (page) => {
      await page.getByLabel("Choose Coffee subscriptions").check();
      await page.getByLabel("Choose Returns and refunds").check();
    },
  },
  { name: "knowledge-empty", path: "/knowledge", as: "owner", ready: "Write down what you are asked most" },
  { name: "knowledge-search", path: "/knowledge?q=order", as: "demo", ready: "In the texts" },
  {
    name: "knowledge-failing",
    path: "/knowledge",
    as: "owner",
    ready: "Write down what you are asked most",
    then: failing("**/kb/articles?*"),
  },
  { name: "article", path: "/knowledge/:article", as: "demo", ready: "Name in addresses" },
  {
    name: "article-preview",
    path: "/knowledge/:article",
    as: "demo",
    ready: "Preview",
    then: async (page) => {
      await button(page, "Preview").click();
      await page.getByRole("region", { name: "Preview" }).waitFor();
    },
  },
  {
    name: "article-lacking",
    path: "/knowledge/new?title=Do%20you%20wrap%20gifts%3F",
    as: "owner",
    ready: "New article",
    then: async (page) => {
      await button(page, "Publish").click();
      await page.getByText("Write what it says.").waitFor();
    },
  },
  {
    name: "article-versions",
    within: dialog,
    path: "/knowledge/:article",
    as: "demo",
    ready: "Preview",
    then: async (page) => {
      await button(page, "More").click();
      await page.getByRole("menuitem", { name: "Versions" }).click();
      await button(page, "What changed").click();
      await page.getByText("Added:").first().waitFor();
    },
  },
  {
    name: "article-delete",
    within: dialog,
    path: "/knowledge/:article",
    as: "demo",
    ready: "Preview",
    then: async (page) => {
      await button(page, "More").click();
      await page.getByRole("menuitem", { name: "Delete" }).click();
      await page.getByRole("dialog", { name: "Delete this article?" }).waitFor();
    },
  },
  { name: "article-gone", path: "/knowledge/999999999", as: "demo", ready: "This article is gone" },
  { name: "imports", path: "/knowledge/imports", as: "demo", ready: "could not be read" },
  { name: "imports-empty", path: "/knowledge/imports", as: "owner", ready: "Nothing was imported yet" },
  { name: "help-centre", path: "/knowledge/help-centre", as: "demo", ready: "Its address" },
  { name: "team", path: "/settings/team", as: "demo", ready: "Members" },
  {
    name: "team-invite",
    within: dialog,
    path: "/settings/team",
    as: "owner",
    ready: "Invited",
    then: async (page) => {
      await button(page, "Invite").click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "team-remove",
    within: dialog,
    path: "/settings/team",
    as: "demo",
    ready: "Members",
    then: async (page) => {
      await button(page, /^Remove /).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "team-failing",
    path: "/settings/team",
    as: "owner",
    ready: "Members",
    then: failing("**/team/members"),
  },
  { name: "channels", path: "/settings/channels", as: "demo", ready: "Every channel ends" },
  { name: "channel-form", path: "/settings/channels/email", as: "demo", ready: "First, at the provider" },
  { name: "webhooks", path: "/settings/webhooks", as: "demo", ready: "Nobody is told yet" },
  {
    name: "webhook-form",
    within: dialog,
    path: "/settings/webhooks",
    as: "demo",
    ready: "Nobody is told yet",
    then: async (page) => {
      await button(page, "Add").click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "widget", path: "/settings/widget", as: "demo", ready: "Put it on your site" },
  { name: "profile", path: "/settings/profile", as: "demo", ready: "Sessions" },
  { name: "lost", path: "/nowhere", as: "demo", ready: "There is nothing at this address" },
];
