// What do server and widget say to each other? The shapes of contract sections 4 and 7; everything that comes in is
// distrusted and unknown fields are ignored.
import { isLoose } from "../shared/look";

export type SenderType = "customer" | "agent" | "ai" | "system";
export type MessageState = "queued" | "sending" | "sent" | "delivered" | "read" | "failed";

export interface Attachment {
  url: string;
  filename: string;
  contentType: string;
  /** A picture that is being prepared can't be shown yet. */
  isWaiting: boolean;
}

export interface Source {
  title: string;
  /** From the server's root on. */
  path: string;
}

export interface Message {
  /** What lists go by: the page's own name for what was written here, else the server's number. */
  key: string;
  /** The server's number, which orders messages; null until the server has it. */
  number: number | null;
  uuid: string | null;
  conversation: number | null;
  sender: SenderType;
  senderName: string | null;
  text: string;
  attachments: Attachment[];
  /** Articles that Theo's words were taken from. */
  sources?: Source[];
  /** Milliseconds since 1970. */
  at: number;
  state: MessageState;
  error?: string | undefined;
}

export interface Customer {
  name?: string;
  email?: string;
  phone?: string;
  external_id?: string;
}

/** Proof of who somebody is: of their id, or of their e-mail where they have none; or a JWT that says it all. */
export interface Proof {
  external_id?: string;
  email?: string;
  hash?: string;
  jwt?: string;
}

/** The payload of `client_message` and of its HTTP twin. */
export interface ClientMessage {
  content: string;
  client_id: string;
  /** Answers to uploads, as they came. */
  attachments?: unknown[];
  customer?: Customer;
  visitor_token?: string;
  identity?: Proof;
}

/** The server's answer to it. */
export interface Accepted {
  conversation: number | null;
  message: number;
  messageUuid: string | null;
  visitorToken: string | null;
}

const number = (value: unknown): number | null => (typeof value === "number" ? value : null);
const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

export function readAccepted(answer: unknown): Accepted | null {
  if (!isLoose(answer) || answer["ok"] === false) return null;
  const message = number(answer["message_id"]);
  if (message === null) return null;
  return {
    message,
    messageUuid: text(answer["message_uuid"]),
    conversation: number(answer["conversation_id"]),
    visitorToken: text(answer["visitor_token"]),
  };
}

const SENDERS: readonly SenderType[] = ["customer", "agent", "ai", "system"];
const STATES: readonly MessageState[] = ["queued", "sent", "delivered", "read", "failed"];

/** A `new_message` event (its `id` is the number) or a message object of the API (its `id` is the UUID). */
export function readMessage(raw: unknown): Message | null {
  if (!isLoose(raw) || (raw["kind"] !== undefined && raw["kind"] !== "text")) return null;
  const id = number(raw["id"]) ?? number(raw["number"]);
  const sender = SENDERS.find((word) => word === raw["sender_type"]);
  if (id === null || !sender) return null;
  const state = STATES.find((word) => word === raw["status"]) ?? "sent";
  return {
    key: text(raw["client_id"]) ?? `m${id}`,
    number: id,
    uuid: text(raw["uuid"]) ?? text(raw["id"]),
    conversation: number(raw["conversation_id"]),
    sender,
    senderName: text(raw["sender_name"]),
    text: text(raw["content"]) ?? "",
    attachments: readAttachments(raw["attachments"]),
    sources: readSources(raw["sources"]),
    at: Date.parse(text(raw["created_at"]) ?? "") || Date.now(),
    // The visitor's own words on the server are at least sent, whatever the channel says of its queue.
    state: state === "queued" || state === "failed" ? "sent" : state,
  };
}

export function readAttachments(raw: unknown): Attachment[] {
  if (!Array.isArray(raw)) return [];
  return raw.filter(isLoose).flatMap((file) => {
    const url = text(file["url"]);
    if (!url) return [];
    const filename = text(file["filename"]) ?? url.split("/").pop() ?? url;
    const contentType = text(file["content_type"]) ?? "";
    return [{ url, filename, contentType, isWaiting: file["state"] === "waiting" }];
  });
}

function readSources(raw: unknown): Source[] {
  if (!Array.isArray(raw)) return [];
  return raw.filter(isLoose).flatMap((source) => {
    const [title, path] = [text(source["title"]), text(source["path"])];
    return title && path ? [{ title, path }] : [];
  });
}
