// Everything that a journey needs: the server, pages, the widget as its visitor sees it, and the agent's side.
import { test as base, expect, type Locator, type Page, type WebSocketRoute } from "@playwright/test";
import { createHmac } from "node:crypto";
import { fileURLToPath } from "node:url";
import { io, type Socket } from "socket.io-client";
import { startBinary, type Binary } from "./binary";
import { startPages, type Pages, type PageWish } from "./pages";

export interface Message {
  number: number;
  content: string;
  sender_type: string;
  status: string;
}

export interface Customer {
  name: string | null;
  email: string | null;
  external_id: string | null;
  verified_at: string | null;
}

export class Rig {
  #made = 0;
  #agent: Socket | null = null;
  constructor(
    readonly server: Binary,
    readonly pages: Pages,
  ) {}

  /** A widget of its own for one test, so that tests share nothing. */
  async widget(look: { config?: object; [field: string]: unknown } = {}): Promise<string> {
    this.#made += 1;
    const made = await this.server.api<{ id: string }>("POST", "widget/create", {
      name: "Acme Coffee",
      domain: `shop-${this.#made}-${process.pid}.example`,
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

  async contents(conversation: number): Promise<string[]> {
    return (await this.messages(conversation)).map(({ content }) => content);
  }

  async customerOf(conversation: number): Promise<Customer> {
    const found = await this.server.api<{ customer_id: string }>("GET", `conversations/${conversation}`);
    return this.server.api<Customer>("GET", `customers/${found.customer_id}`);
  }

  /** Answers as Olu. */
  async answer(conversation: number, content: string): Promise<number> {
    const path = `conversations/${conversation}/messages`;
    return (await this.server.api<{ number: number }>("POST", path, { content })).number;
  }

  /** Olu's socket, for what an agent does in passing. */
  async agent(): Promise<Socket> {
    if (this.#agent?.connected) return this.#agent;
    const { business } = await this.server.api<{ business: { id: string } }>("GET", "auth/me");
    const auth = { token: this.server.token, business_id: business.id };
    const socket = io(this.server.base, { auth, transports: ["websocket"] });
    await new Promise((ready) => socket.once("ready", ready));
    this.#agent = socket;
    return socket;
  }

  async secret(widget: string): Promise<string> {
    return (await this.server.api<{ secret: string }>("POST", `widget/${widget}/identity`)).secret;
  }

  async stop(): Promise<void> {
    this.#agent?.close();
    await this.pages.stop();
    await this.server.stop();
  }
}

export const hashOf = (secret: string, id: string) => createHmac("sha256", secret).update(id).digest("hex");

export function jwtOf(secret: string, claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", secret).update(signed).digest("base64url")}`;
}

export const test = base.extend<{ chat: ChatOn }, { rig: Rig }>({
  rig: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startBinary();
      const rig = new Rig(server, await startPages(server.base));
      await use(rig);
      await rig.stop();
    },
    { scope: "worker", timeout: 60_000 },
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

  /** What stands in the log, in its order. */
  said(): Promise<string[]> {
    return this.log.locator(".bubble").allTextContents();
  }

  /** From now on there is no socket for this page. */
  async cutSockets(): Promise<void> {
    await this.page.route("**/socket.io/**", (route) => route.abort());
    await this.page.routeWebSocket(/socket\.io/, (socket) => socket.close());
  }

  /** Sockets in hand, to be cut in mid-conversation and to be told things that this server doesn't say yet. */
  async holdSockets(): Promise<HeldSockets> {
    const held = new HeldSockets();
    await this.page.routeWebSocket(/socket\.io/, (socket) => held.take(socket));
    await this.page.route("**/socket.io/**", (route) => (held.isCut ? route.abort() : route.continue()));
    return held;
  }

  /** Comes back once nothing of the widget moves any more, save what moves for ever. */
  async settled(): Promise<void> {
    const moving = (part: Element) =>
      (part.getRootNode() as ShadowRoot)
        .getAnimations()
        .filter(
          (motion) =>
            motion.playState === "running" && motion.effect?.getComputedTiming().endTime !== Infinity,
        ).length;
    for (const part of [this.launcher, this.panel]) {
      await expect.poll(async () => ((await part.count()) === 0 ? 0 : part.evaluate(moving))).toBe(0);
    }
  }

  async shoot(name: string): Promise<void> {
    await this.settled();
    const path = fileURLToPath(new URL(`../screenshots/${name}.png`, import.meta.url));
    await this.page.screenshot({ path });
  }
}

export class HeldSockets {
  isCut = false;
  /** Events that the widget sent, as `[name, payload]`. */
  readonly heard: [string, unknown][] = [];
  #line: WebSocketRoute | null = null;

  take(socket: WebSocketRoute): void {
    if (this.isCut) return void socket.close();
    this.#line = socket;
    const server = socket.connectToServer();
    socket.onMessage((frame) => {
      const event = /^42\d*(\[.*\])$/.exec(String(frame))?.[1];
      if (event) this.heard.push(JSON.parse(event) as [string, unknown]);
      server.send(frame);
    });
  }

  async cut(): Promise<void> {
    this.isCut = true;
    await this.#line?.close();
  }

  mend(): void {
    this.isCut = false;
  }

  tell(name: string, payload: unknown): void {
    this.#line?.send(`42${JSON.stringify([name, payload])}`);
  }
}

export { expect };
