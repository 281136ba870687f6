// What every journey needs: the app's address, accounts and conversations made by the API, and a page that fails the
// test when the content security policy stops something or a script breaks.
import { type Browser, test as base, type Page } from "@playwright/test";

const url = () => process.env.E2E_URL ?? "";

export const test = base.extend<{ complaints: string[] }>({
  // Known only once the server runs, which is after the configuration is read.
  baseURL: async ({ browserName }, use) => use(browserName ? url() : undefined),
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      page.on("console", (line) => {
        if (line.type() === "error" && /Content Security Policy|React|Uncaught/i.test(line.text())) {
          complaints.push(line.text());
        }
      });
      await use(complaints);
      base.expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from "@playwright/test";

export async function call<T>(method: string, path: string, body?: unknown, token?: string): Promise<T> {
  const response = await fetch(`${url()}/api/v1${path}`, {
    method,
    headers: {
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

export interface Account {
  email: string;
  token: string;
  widgetId: string;
}

let accounts = 0;

/** An owner with a workspace and a widget, and nothing in the inbox. */
export async function newWorkspace(name = "Harbour Tea"): Promise<Account> {
  accounts += 1;
  const email = `olu${accounts}-${Date.now()}@harbour.example`;
  const { access_token: token } = await call<{ access_token: string }>("POST", "/auth/register", {
    email,
    full_name: "Olu Adeyemi",
    password: "correct horse",
  });
  await call("POST", "/auth/business/create", { name }, token);
  const widget = await call<{ id: string }>("POST", "/widget/create", { domain: "harbour.example" }, token);
  return { email, token, widgetId: widget.id };
}

export interface Visitor {
  conversation: string;
  say: (content: string) => Promise<void>;
}

export async function newVisitor({ widgetId }: Account, name: string, content: string): Promise<Visitor> {
  const path = `/widget/${widgetId}/messages`;
  const accepted = await call<{ visitor_token: string; conversation_uuid: string }>("POST", path, {
    content,
    client_id: crypto.randomUUID(),
    customer: { name },
  });
  return {
    conversation: accepted.conversation_uuid,
    say: async (next) => {
      const { visitor_token } = accepted;
      await call("POST", path, { content: next, client_id: crypto.randomUUID(), visitor_token });
    },
  };
}

export async function signIn(page: Page, token: string): Promise<void> {
  await page.addInitScript((text) => {
    if (!sessionStorage.getItem("signed-in")) localStorage.setItem("pingback.token", text);
    sessionStorage.setItem("signed-in", "yes");
  }, token);
}

/** A colleague with a browser of their own, whom the owner has invited. */
export async function newColleague(browser: Browser, { token }: Account, name: string): Promise<Page> {
  const email = `${name.toLowerCase()}-${Date.now()}@harbour.example`;
  const { access_token } = await call<{ access_token: string }>("POST", "/auth/register", {
    email,
    full_name: name,
    password: "correct horse",
  });
  await call("POST", `/team/invite?email=${encodeURIComponent(email)}&role=agent`, undefined, token);
  const context = await browser.newContext({ baseURL: url() });
  const page = await context.newPage();
  await signIn(page, access_token);
  return page;
}

/** The page hears of news by itself. */
export const isLive = (page: Page) =>
  base
    .expect(page.getByRole("button", { name: /Account/ }))
    .not.toContainText("not live", { timeout: 30_000 });

export async function demoToken(): Promise<string> {
  const { E2E_DEMO_EMAIL: email, E2E_DEMO_PASSWORD: password } = process.env;
  return (await call<{ access_token: string }>("POST", "/auth/login", { email, password })).access_token;
}

export interface State {
  status: string;
  assignee_id: string | null;
  snoozed_until: string | null;
  messages: { content: string; kind: string; sender_type: string }[];
}

export function stateOf({ token }: Account, { conversation }: Pick<Visitor, "conversation">): Promise<State> {
  return call<State>("GET", `/conversations/${conversation}`, undefined, token);
}
