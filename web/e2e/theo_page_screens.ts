// Theo's own pages, as screens.ts has the others.
import { type Page } from "@playwright/test";
import { button, type Screen } from "./screens";
import { known, unknown } from "./theo_shop";

const asking = (question: string, found: string) => async (page: Page) => {
  await page.getByRole("textbox", { name: "Question" }).fill(question);
  await button(page, "Ask Theo").click();
  await page.getByText(found).first().waitFor();
};

export const theoPageScreens: Screen[] = [
  { name: "theo-settings", path: "/theo", as: "shop", ready: "Budget of a month" },
  {
    name: "theo-settings-hours",
    path: "/theo",
    as: "owner",
    ready: "None yet: without articles",
    then: async (page) => {
      await page.getByLabel("Channels", { exact: true }).selectOption("some");
      await page.getByLabel("Hours", { exact: true }).selectOption("outside");
      await page.getByLabel("Time zone").waitFor();
      await page.getByRole("form", { name: "Where and when" }).scrollIntoViewIfNeeded();
    },
  },
  { name: "theo-try-empty", path: "/theo/try", as: "owner", ready: "What would he say?" },
  {
    name: "theo-try",
    path: "/theo/try",
    as: "shop",
    ready: "What would he say?",
    then: asking(known, "60 days"),
  },
  {
    name: "theo-try-nothing",
    path: "/theo/try",
    as: "shop",
    ready: "What would he say?",
    then: asking(unknown, "He would hand over to a human"),
  },
  { name: "theo-gaps", path: "/theo/gaps", as: "shop", ready: "Asked once" },
  { name: "theo-gaps-empty", path: "/theo/gaps", as: "owner", ready: "No gaps" },
  { name: "theo-report", path: "/theo/report", as: "shop", ready: "Why he handed over" },
  { name: "theo-report-empty", path: "/theo/report", as: "owner", ready: "Nothing to report yet" },
];
