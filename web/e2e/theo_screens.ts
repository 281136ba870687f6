// Theo beside an agent, as screens.ts has the others.
import { button, dialog, press, type Screen } from "./screens";

export const theoScreens: Screen[] = [
  { name: "theo-draft", path: "/inbox/all/:drafted", as: "shop", ready: "Theo's draft" },
  {
    name: "theo-draft-used",
    within: "section[aria-label=Conversation]",
    path: "/inbox/all/:drafted",
    as: "shop",
    ready: "Theo's draft",
    then: async (page) => {
      await button(page, "Use it").click();
      await page.getByText("Theo's draft is in your answer").waitFor();
    },
  },
  {
    name: "theo-nothing",
    within: "section[aria-label=Conversation]",
    path: "/inbox/all/:unanswered",
    as: "shop",
    ready: "Theo has no draft",
  },
  {
    name: "theo-failing",
    within: "section[aria-label=Conversation]",
    path: "/inbox/all/:judged",
    as: "shop",
    ready: "From Theo's draft, edited",
    then: async (page) => {
      await button(page, "Ask Theo").waitFor();
      await page.route("**/ai/*", (route) => route.fulfill({ status: 503, json: { detail: "Busy" } }));
      await page.keyboard.press("d");
      await page.keyboard.press("u");
      await page.getByRole("alert").nth(1).waitFor();
    },
  },
  { name: "theo-handed-over", path: "/inbox/handed_over/:handed", as: "shop", ready: "handed this over" },
  {
    name: "theo-summary",
    within: "section[aria-label=Conversation]",
    path: "/inbox/all/:judged",
    as: "shop",
    ready: "From Theo's draft, edited",
    then: async (page) => {
      await page.keyboard.press("u");
      await button(page, "Copy the summary").waitFor();
    },
  },
  {
    name: "theo-tags",
    path: "/inbox/all/:drafted",
    as: "shop",
    ready: "Theo's draft",
    within: dialog,
    then: async (page) => {
      await press("l")(page);
      await page.getByRole("option", { name: "returns" }).waitFor();
    },
  },
  {
    name: "theo-article",
    path: "/inbox/all/:judged",
    as: "shop",
    ready: "From Theo's draft, edited",
    within: dialog,
    then: async (page) => {
      await button(page, "Make an article from this answer").click();
      await page.getByRole("link", { name: "Open in the editor" }).waitFor();
    },
  },
];
