// Every screen, wide and narrow, light and dark: photographed, and looked over by axe.
import { fileURLToPath } from "node:url";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { prepareKnowledge } from "./knowledge_sample";
import { type Account, call, demoToken, expect, newVisitor, newWorkspace, signIn, test } from "./rig";
import { type Screen, screens, sizes } from "./screens";
import { theoPageScreens } from "./theo_page_screens";
import { theoScreens } from "./theo_screens";
import { newBusyShop } from "./theo_shop";

test.describe.configure({ mode: "parallel" });

const folder = fileURLToPath(new URL("./screenshots", import.meta.url));
const themes = ["light", "dark"] as const;

interface Listed {
  id: string;
  first_response_at: string | null;
  customer: { name: string | null } | null;
}

let account: Account;
let tokens: Record<Screen["as"], string | null>;
let places: Record<string, string>;

test.beforeAll(async () => {
  const demo = await demoToken();
  const newcomer = await call<{ access_token: string }>("POST", "/auth/register", {
    email: `fresh-${Date.now()}@harbour.example`,
    full_name: "Mira Okafor",
    password: "correct horse",
  });
  account = await newWorkspace();
  await call(
    "POST",
    "/team/invite?email=ana.torres@harbour.example&send_invitation=true",
    undefined,
    account.token,
  );
  tokens = { guest: null, demo, newcomer: newcomer.access_token, owner: account.token, shop: null };
  const open = "/conversations/?status=open&limit=30";
  const all = await call<Listed[]>("GET", open, undefined, demo);
  // Answered ones show more: both sides, marks, times.
  const [one, two] = all.filter(({ first_response_at, customer }) => first_response_at && customer?.name);
  const [customer] = await call<{ id: number }[]>("GET", "/customers/?limit=1", undefined, demo);
  places = {
    first: one!.id,
    second: two!.id,
    customer: String(customer!.id),
    widget: account.widgetId,
    article: await prepareKnowledge(demo),
  };
});

async function placeOf({ path, name, as }: Screen): Promise<string> {
  if (as === "shop" && !tokens.shop) {
    const shop = await newBusyShop();
    tokens.shop = shop.token;
    Object.assign(places, shop.places);
  }
  if (name === "conversation-arabic") {
    const visitor = await newVisitor(
      account,
      "ليلى حداد",
      "مرحبا، طلبي رقم A-771 لم يصل بعد. هل يمكنكم المساعدة؟",
    );
    const content = "مرحبا ليلى، أتحقق من ذلك الآن.";
    await call("POST", `/conversations/${visitor.conversation}/messages`, { content }, account.token);
    await visitor.say("Thank you! And in English, please: when will it arrive?");
    places.arabic = visitor.conversation;
  }
  return path.replace(/:(\w+)/, (_, place: string) => places[place] ?? "");
}

for (const screen of [...screens, ...theoScreens, ...theoPageScreens]) {
  test(`${screen.name}: looks right and has nothing that axe minds`, async ({ page }) => {
    const wanted = Object.entries(sizes).filter(([size]) => !screen.only || size === screen.only);
    await page.setViewportSize(wanted[0]![1]);
    await page.emulateMedia({ reducedMotion: "reduce", colorScheme: "light" });
    const place = await placeOf(screen);
    const token = tokens[screen.as];
    if (token) await signIn(page, token);
    await page.goto(place);
    await page.getByText(screen.ready).or(page.getByPlaceholder(screen.ready)).first().waitFor();
    await screen.then?.(page);
    for (const [size, viewport] of wanted) {
      await page.setViewportSize(viewport);
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        await page.evaluate(() => document.fonts.ready);
        await page.waitForTimeout(150);
        await page.screenshot({ path: `${folder}/${screen.name}-${size}-${colorScheme}.png` });
        expect
          .soft(await serious(page, screen, colorScheme === "dark"), `${size}, ${colorScheme}`)
          .toEqual([]);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        expect.soft(width, `${size}: nothing hangs over the edge`).toBeLessThanOrEqual(viewport.width);
      }
    }
  });
}

/** Dark differs from light in nothing but colours. */
async function serious(page: Page, { within }: Screen, isDark: boolean): Promise<string[]> {
  // One document without frames needs no page of its own to bring the findings together.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({
    resultTypes: ["violations"],
    ...(isDark && { runOnly: { type: "rule", values: ["color-contrast"] } }),
  });
  if (within) axe.include(within);
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`),
    );
}
