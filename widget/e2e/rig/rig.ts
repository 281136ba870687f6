// Everything that a journey needs: the server, the host of the widget, pages, and the agent's side of the conversation.
import { test as base, expect, type Locator, type Page } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { startBinary, type Binary } from "./binary";
import { startFront, type Front } from "./front";
import { startPages, type Pages, type PageWish } from "./pages";
import type { Said } from "./sockets";

export interface Message {
  number: number;
  content: string;
  sender_type: string;
}

export class Rig {
  #made = 0;
  constructor(
    readonly server: Binary,
    readonly front: Front,
    readonly pages: Pages,
  ) {}

  /** A widget of its own for one test, so that tests share nothing. */
  async widget(look: { config?: object; [field: string]: unknown } = {}): Promise<string> {
    this.#made += 1;
    const made = await this.server.api<{ id: string }>("POST", "widget/create", {
      name: "Acme Coffee",
      domain: `shop-${this.#made}.example`,
      welcome_tagline: "Coffee questions? We usually answer within minutes.",
      ...look,
      config: { allow_localhost: true, ...look.config },
    });
    return made.id;
  }

  pageUrl(wish: PageWish, path = "/"): string {
    return `${this.pages.base}${path}?wish=${encodeURIComponent(JSON.stringify(wish))}`;
  }

  /** The conversation whose last message has these words, once there is one. */
  async conversationWith(text: string): Promise<number> {
    type Row = { number: number; last_message: { preview: string } | null };
    let found: Row | undefined;
    const look = async () => {
      const rows = await this.server.api<Row[]>("GET", "conversations/?limit=20");
      found = rows.find(({ last_message }) => last_message?.preview.includes(text));
      return found !== undefined;
    };
    await expect.poll(look, `a conversation that ends with ${text}`).toBe(true);
    return found?.number ?? 0;
  }

  async messages(conversation: number): Promise<Message[]> {
    const found = await this.server.api<{ messages: Message[] }>("GET", `conversations/${conversation}`);
    return found.messages;
  }

  async answer(conversation: number, content: string): Promise<number> {
    type Made = { number: number; created_at: string };
    const made = await this.server.api<Made>("POST", `conversations/${conversation}/messages`, { content });
    this.front.sockets?.emit(conversation, "new_message", {
      id: made.number,
      content,
      sender_type: "agent",
      sender_id: "ana",
      conversation_id: conversation,
      created_at: made.created_at,
    });
    return made.number;
  }

  said(event: string): Said[] {
    return this.front.sockets?.said.filter((one) => one.event === event) ?? [];
  }
}

export const test = base.extend<{ chat: ChatOn }, { rig: Rig }>({
  rig: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startBinary();
      const front = await startFront(server);
      const pages = await startPages(front.base);
      await use(new Rig(server, front, pages));
      await Promise.all([pages.stop(), front.stop()]);
      await server.stop();
    },
    { scope: "worker" },
  ],
  chat: async ({ page }, use) => use(new ChatOn(page)),
});

/** The widget as its visitor sees it. */
export class ChatOn {
  readonly launcher: Locator;
  readonly panel: Locator;
  readonly log: Locator;
  readonly field: Locator;
  constructor(readonly page: Page) {
    this.launcher = page.locator("pingback-widget .launcher");
    this.panel = page.getByRole("dialog");
    this.log = page.getByRole("log");
    this.field = this.panel.locator(".field textarea");
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await expect(this.panel).toBeVisible();
  }

  async send(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press("Enter");
    await expect(this.field).toHaveValue("");
  }

  /** From now on there is no socket for this page. */
  async cutSockets(): Promise<void> {
    await this.page.route("**/socket.io/**", (route) => route.abort());
    await this.page.routeWebSocket(/socket\.io/, (socket) => socket.close());
  }

  async shoot(name: string): Promise<void> {
    await this.page.waitForTimeout(450);
    const path = fileURLToPath(new URL(`../screenshots/${name}.png`, import.meta.url));
    await this.page.screenshot({ path });
  }
}

export { expect };
