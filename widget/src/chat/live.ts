// What does the server tell us as it happens, and what do we ask it? One Socket.IO connection, WebSocket first, made
// only when it is needed. Knows no message; who listens gets the payloads as they came.
import type { Socket } from "socket.io-client";
import type { Proof } from "./wire";

export const HEARD = [
  "new_message",
  "message_updated",
  "typing",
  "delivered",
  "read",
  "ready",
  "availability",
  "csat_requested",
  "resync",
] as const;
export type Heard = (typeof HEARD)[number];

/** The handshake of decision D32, read again at each try. */
export interface Handshake {
  business_id: string;
  widget_id: string;
  visitor_token?: string;
  last_seq?: number;
  identity?: Proof;
}

export interface LiveEvents {
  handshake(): Handshake;
  onConnected(): void;
  onDown(): void;
  /** The server doesn't want this socket, whatever we try. */
  onRefused(reason: string): void;
  onEvent(name: Heard, payload: unknown): void;
}

const ANSWER_TIMEOUT = 10_000;

export function createLive(base: string, events: LiveEvents) {
  let socket: Socket | null = null;
  let opening: Promise<void> | null = null;
  let lastSeq: number | undefined;

  function hear(name: Heard, payload: unknown) {
    const seq = (payload as { seq?: unknown } | null)?.seq;
    // After a backup was put back the server's count is lower than ours.
    if (typeof seq === "number") lastSeq = name === "resync" ? seq : Math.max(lastSeq ?? 0, seq);
    events.onEvent(name, payload);
  }

  async function connect(): Promise<void> {
    const { Manager } = await import("./socketio");
    const address = new URL(base);
    const made = new Manager(address.origin, {
      path: `${address.pathname}socket.io/`,
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      reconnectionDelay: 1_000,
      reconnectionDelayMax: 30_000,
    }).socket("/", {
      auth: (give) => give({ ...events.handshake(), ...(lastSeq !== undefined && { last_seq: lastSeq }) }),
    });
    made.on("connect", events.onConnected);
    made.on("disconnect", events.onDown);
    made.on("connect_error", (error) => {
      events.onDown();
      // A transport that fails is tried again by the client; a refused handshake isn't.
      if (!made.active) events.onRefused(error.message);
    });
    for (const name of HEARD) made.on(name, (payload: unknown) => hear(name, payload));
    socket = made;
  }

  return {
    /** A socket notices a lost network late, the browser at once. */
    isConnected: () => socket?.connected === true && navigator.onLine,
    /** Connects, if that was not done before. */
    open(): void {
      opening ??= connect().catch(() => {
        opening = null;
      });
    },
    /** As somebody else: a connection that stands has read the handshake already, and one that was refused is over. */
    again(): void {
      socket?.disconnect().connect();
    },
    say(name: string, payload: unknown): void {
      if (socket?.connected) socket.emit(name, payload);
    },
    /** The answer, or null if none came in time. */
    async ask(name: string, payload: unknown): Promise<unknown> {
      if (!socket?.connected) return null;
      try {
        return (await socket.timeout(ANSWER_TIMEOUT).emitWithAck(name, payload)) as unknown;
      } catch {
        return null;
      }
    },
    forget(): void {
      lastSeq = undefined;
    },
  };
}

export type Live = ReturnType<typeof createLive>;
