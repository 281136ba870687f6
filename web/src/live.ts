// The socket: what the server tells as it happens, and what we tell it (contract section 7). Knows the events' shapes
// and the connection's state; what an event changes on the screen is told in conversations/apply_events.ts.
// Fields that are not named here are ignored; ids come as UUIDs or numbers.
import { io, type Socket } from "socket.io-client";
import type { Conversation, Message, Presence } from "@/api/types";

export type AnyId = string | number;

export interface Viewer {
  user_id: string;
  name: string;
  typing: boolean;
}

export interface LiveEvents {
  new_message: Pick<Message, "content" | "sender_type" | "created_at"> &
    Partial<
      Pick<Message, "attachments" | "sender_id" | "kind" | "status" | "in_reply_to" | "mail" | "sources">
    > & {
      id: AnyId;
      uuid?: string;
      conversation_id: AnyId;
      conversation_uuid?: string;
    };
  typing: { conversation_id: AnyId; conversation_uuid?: string; user_id: AnyId | null; is_typing: boolean };
  /** This message and all of the same side before it, as with `read`. */
  delivered: {
    message_id: AnyId;
    conversation_uuid?: string;
    sender_type?: Message["sender_type"];
    delivered_at: string;
  };
  read: {
    message_id: AnyId;
    conversation_uuid?: string;
    sender_type?: Message["sender_type"];
    read_at: string;
  };
  message_updated: { message: Message };
  agent_status_changed: { agent_id: AnyId; status: Presence };
  conversation_assigned: { conversation_id: AnyId; conversation_uuid?: string; assigned_by: AnyId | null };
  conversation_created: { conversation: Conversation };
  conversation_updated: { conversation: Conversation };
  handoff_requested: { conversation?: Conversation };
  /** Written, changed, indexed or deleted. */
  article_changed: { article_id: number };
  import_changed: { import_id: string };
  /** Everything missed has been told; who looks at what now. */
  ready: { presence?: LiveEvents["presence"][] };
  /** Too much was missed to be told: what is loaded has to be loaded anew. */
  resync: object;
  /** The server ends this socket. */
  cut: { reason: string; reconnect: boolean };
  presence: { conversation_id: AnyId; conversation_uuid?: string; viewers: Viewer[] };
}

export type LiveEvent = {
  [Name in keyof LiveEvents]: { name: Name; body: LiveEvents[Name] };
}[keyof LiveEvents];
export type LiveState = "connecting" | "connected" | "disconnected";

const names = new Set<string>([
  "new_message",
  "typing",
  "delivered",
  "read",
  "agent_status_changed",
  "conversation_assigned",
  "conversation_created",
  "conversation_updated",
  "message_updated",
  "handoff_requested",
  "article_changed",
  "import_changed",
  "ready",
  "resync",
  "cut",
  "presence",
] satisfies (keyof LiveEvents)[]);

export interface Live {
  state: () => LiveState;
  onState: (listener: (state: LiveState) => void) => () => void;
  onEvent: (listener: (event: LiveEvent) => void) => () => void;
  /** Tells colleagues which conversation is on this screen. Told again after every reconnect. */
  view: (conversationId: string | null) => void;
  typing: (conversationId: string, isTyping: boolean) => void;
  /** The number of the newest event seen, which a reconnect goes on from. */
  lastSeq: () => number | null;
  close: () => void;
}

export interface LiveSettings {
  token: string;
  businessId: string;
  /** The page's own origin unless told. */
  url?: string;
}

export function connectLive({ token, businessId, url }: LiveSettings): Live {
  let state: LiveState = "connecting";
  let lastSeq: number | null = null;
  let viewed: string | null = null;
  let isRefused = false;
  const stateListeners = new Set<(state: LiveState) => void>();
  const eventListeners = new Set<(event: LiveEvent) => void>();

  const options = {
    auth: (give: (auth: object) => void) =>
      give({ token, business_id: businessId, ...(lastSeq === null ? {} : { last_seq: lastSeq }) }),
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 1000,
    reconnectionDelayMax: 20_000,
    forceNew: true,
  };
  const socket: Socket = url === undefined ? io(options) : io(url, options);

  function become(next: LiveState): void {
    if (next === state) return;
    state = next;
    for (const listener of stateListeners) listener(next);
  }

  socket.on("connect", () => {
    if (viewed) tellView();
    become("connected");
  });
  socket.on("disconnect", (reason) => {
    become("disconnected");
    // The server ended it, as on a restart or a change of role; only we can ask again.
    if (reason === "io server disconnect" && !isRefused)
      setTimeout(() => socket.active || socket.connect(), 2000);
  });
  socket.on("connect_error", () => become("disconnected"));
  socket.onAny((name: string, body: unknown) => {
    if (!names.has(name) || typeof body !== "object" || body === null) return;
    const { seq } = body as { seq?: unknown };
    if (typeof seq === "number") lastSeq = Math.max(lastSeq ?? 0, seq);
    const event = { name, body } as LiveEvent;
    if (event.name === "cut") isRefused = !event.body.reconnect;
    for (const listener of eventListeners) listener(event);
    // Asking again would be refused for the same reason.
    if (isRefused) socket.disconnect();
  });

  function tellView(): void {
    if (viewed) socket.emit("join_conversation", { conversation_id: viewed });
    socket.emit("view_conversation", { conversation_id: viewed });
  }

  return {
    state: () => state,
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    onEvent(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    view(conversationId) {
      if (viewed === conversationId) return;
      viewed = conversationId;
      if (socket.connected) tellView();
    },
    typing(conversationId, isTyping) {
      if (socket.connected) socket.emit("typing", { conversation_id: conversationId, is_typing: isTyping });
    },
    lastSeq: () => lastSeq,
    close() {
      stateListeners.clear();
      eventListeners.clear();
      socket.disconnect();
    },
  };
}
