// Every screen, light and dark, wide and narrow: photographed, and looked over by axe.
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { call, demoToken, expect, newWorkspace, signIn, test } from "./rig";

const folder = fileURLToPath(new URL("./screenshots", import.meta.url));

interface Screen {
  name: string;
  path: string;
  as: "guest" | "demo" | "newcomer";
  ready: string;
  then?: (page: Page) => Promise<void>;
}

const screens: Screen[] = [
  { name: "sign-in", path: "/sign-in", as: "guest", ready: "Welcome back" },
  { name: "sign-up", path: "/sign-up", as: "guest", ready: "Create your account" },
  { name: "forgot-password", path: "/forgot-password", as: "guest", ready: "A new password" },
  { name: "reset-password", path: "/reset-password#token=abc", as: "guest", ready: "Choose a new password" },
  { name: "verify-email", path: "/verify-email#token=abc", as: "guest", ready: "could not be confirmed" },
  { name: "welcome-workspace", path: "/welcome", as: "newcomer", ready: "Name your workspace" },
  { name: "welcome-widget", path: "/welcome?step=widget", as: "demo", ready: "Make the chat yours" },
  { name: "welcome-install", path: "/welcome?step=install", as: "demo", ready: "Put it on" },
  { name: "inbox", path: "/inbox/all", as: "demo", ready: "Everything" },
  { name: "conversation", path: "/inbox/all/:first", as: "demo", ready: "Write to" },
  { name: "search", path: "/inbox/all?q=order", as: "demo", ready: "Search" },
  { name: "team", path: "/settings/team", as: "demo", ready: "Members" },
  { name: "channels", path: "/settings/channels", as: "demo", ready: "Every channel ends" },
  { name: "widget", path: "/settings/widget", as: "demo", ready: "Put it on your site" },
  { name: "profile", path: "/settings/profile", as: "demo", ready: "Sessions" },
  {
    name: "note",
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
    name: "palette",
    path: "/inbox/all/:first",
    as: "demo",
    ready: "Write to",
    then: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "keys",
    path: "/inbox/all/:first",
    as: "demo",
    ready: "Write to",
    then: async (page) => {
      await page.keyboard.press("?");
      await page.getByRole("dialog").waitFor();
    },
  },
];

const sizes = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };
let ids: string[] = [];
let tokens: Record<Screen["as"], string | null>;

test.beforeAll(async () => {
  const demo = await demoToken();
  const newcomer = await call<{ access_token: string }>("POST", "/auth/register", {
    email: `fresh-${Date.now()}@harbour.example`,
    full_name: "Mira Okafor",
    password: "correct horse",
  });
  tokens = { guest: null, demo, newcomer: newcomer.access_token };
  const all = await call<{ id: string; first_response_at: string | null }[]>(
    "GET",
    "/conversations/?status=open&limit=20",
    undefined,
    demo,
  );
  // Answered ones show more: both sides, marks, times.
  ids = all.filter(({ first_response_at }) => first_response_at).map(({ id }) => id);
});

for (const [size, viewport] of Object.entries(sizes)) {
  for (const theme of ["light", "dark"] as const) {
    test.describe(`${size}, ${theme}`, () => {
      test.use({ viewport, colorScheme: theme, reducedMotion: "reduce" });
      for (const screen of screens) {
        test(screen.name, async ({ page }) => {
          const token = tokens[screen.as];
          if (token) await signIn(page, token);
          await page.goto(screen.path.replace(":first", ids[0]!).replace(":second", ids[1]!));
          const ready = page.getByText(screen.ready).or(page.getByPlaceholder(screen.ready)).first();
          await ready.waitFor();
          await screen.then?.(page);
          await page.waitForLoadState("networkidle").catch(() => undefined);
          await page.evaluate(() => document.fonts.ready);
          await page.waitForTimeout(250);
          await page.screenshot({ path: `${folder}/${screen.name}-${size}-${theme}.png` });
          const { violations } = await new AxeBuilder({ page }).analyze();
          const serious = violations
            .filter(({ impact }) => impact === "serious" || impact === "critical")
            .flatMap(({ id, nodes }) =>
              nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
            );
          expect(serious).toEqual([]);
        });
      }
    });
  }
}

test("the empty inbox teaches", async ({ page }) => {
  const account = await newWorkspace();
  await signIn(page, account.token);
  await page.goto("/inbox/all");
  await expect(page.getByText("Nothing here yet")).toBeVisible();
  await page.screenshot({ path: `${folder}/empty-wide-light.png` });
});
