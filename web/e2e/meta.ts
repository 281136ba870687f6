// Meta's Graph interface as far as WhatsApp needs it, and the customer's telephone behind it: posts what she writes, signed
// as Meta signs, and takes what she is sent, files too.
import { createHmac } from "node:crypto";
import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";

export const secret = "5ecret";
export const phoneNumberId = "1001";
const customer = "34600999888";

export interface Sent {
  id: string;
  text?: { body: string };
  type: string;
  document?: { link: string; filename: string; caption?: string };
  image?: { link: string; caption?: string };
  context?: { message_id: string };
  template?: object;
}

export class Meta {
  readonly sent: Sent[] = [];
  /** Files of hers by their id. */
  readonly files = new Map<string, { type: string; bytes: Buffer }>();
  /** What was approved. */
  readonly template = {
    name: "order_sent",
    language: "en_US",
    status: "APPROVED",
    category: "UTILITY",
    components: [
      { type: "HEADER", format: "TEXT", text: "Your order" },
      {
        type: "BODY",
        text: "Hello {{1}}, your {{2}} is on its way.",
        example: { body_text: [["Ana", "tea"]] },
      },
      { type: "FOOTER", text: "Harbour Tea" },
    ],
  };
  /** What sending is answered with, where not with the message's id. */
  refusal: { code: number; message: string } | null = null;
  private posted = 0;
  private readonly server = createServer((request, response) => {
    void this.answer(request).then(([status, body]) => {
      const isFile = Buffer.isBuffer(body);
      response.writeHead(status, { "Content-Type": isFile ? "image/png" : "application/json" });
      response.end(isFile ? body : JSON.stringify(body));
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((done) => this.server.listen(0, "127.0.0.1", done));
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage): Promise<[number, object | Buffer]> {
    const [, first = "", second = ""] = (request.url ?? "").split("/");
    if (first === "bytes") return [200, this.files.get(second)?.bytes ?? Buffer.from("")];
    if (second.startsWith("message_templates")) return [200, { data: [this.template] }];
    const file = this.files.get(first);
    if (file) return [200, { id: first, url: `${this.url}/bytes/${first}`, mime_type: file.type }];
    if (second !== "messages") return [200, { id: first, display_phone_number: "+34 600 111 222" }];
    let body = "";
    for await (const chunk of request) body += String(chunk);
    if (this.refusal) return [400, { error: { ...this.refusal, type: "OAuthException" } }];
    const id = `wamid.ours${this.sent.length + 1}`;
    this.sent.push({ ...(JSON.parse(body) as Omit<Sent, "id">), id });
    return [200, { messages: [{ id }] }];
  }

  /** She writes. */
  write(server: string, message: object): Promise<void> {
    this.posted += 1;
    const about = {
      from: customer,
      id: `wamid.hers${this.posted}`,
      timestamp: String(Math.floor(Date.now() / 1000)),
    };
    const contacts = [{ profile: { name: "Mara Lind" }, wa_id: customer }];
    return this.post(server, { contacts, messages: [{ ...about, ...message }] });
  }

  /** How far a message to her has come. */
  tell(server: string, id: string, status: "delivered" | "read"): Promise<void> {
    const timestamp = String(Math.floor(Date.now() / 1000));
    return this.post(server, { statuses: [{ id, status, timestamp, recipient_id: customer }] });
  }

  private async post(server: string, told: object): Promise<void> {
    const metadata = { display_phone_number: "34600111222", phone_number_id: phoneNumberId };
    const value = { messaging_product: "whatsapp", metadata, ...told };
    const entry = [{ id: "1", changes: [{ field: "messages", value }] }];
    const body = JSON.stringify({ object: "whatsapp_business_account", entry });
    const proof = createHmac("sha256", secret).update(body).digest("hex");
    const { status } = await fetch(`${server}/api/v1/webhooks/whatsapp`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Hub-Signature-256": `sha256=${proof}` },
      body,
    });
    if (status !== 200) throw new Error(`a webhook was answered with ${status}`);
  }
}
