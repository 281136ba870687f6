// Stands in for the server's Socket.IO side as contract section 7 has it, over the real server's API, where the program
// under test has none. What the widget says is kept, so that a test can look at it.
import type { Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { Binary } from "./binary";

export interface Said {
  event: string;
  payload: Record<string, unknown>;
}

export interface Sockets {
  said: Said[];
  emit(conversation: number, event: string, payload: object): void;
  presence(isOnline: boolean): void;
}

interface Conversation {
  number: number;
  customer_id: string;
  messages: Record<string, unknown>[];
}

export function standIn(http: HttpServer, server: Binary): Sockets {
  const io = new Server(http, { cors: { origin: true } });
  const said: Said[] = [];
  let seq = 0;
  const emit = (conversation: number, event: string, payload: object) => {
    seq += 1;
    io.to(`conversation_${conversation}`).emit(event, { ...payload, seq });
  };

  io.use((socket, next) => {
    const { widget_id: widget, business_id: business } = socket.handshake.auth;
    said.push({ event: "handshake", payload: { ...socket.handshake.auth } });
    next(widget && business ? undefined : new Error("Which widget?"));
  });
  io.on("connection", (socket: Socket) => {
    const { widget_id: widget } = socket.handshake.auth;
    let token = socket.handshake.auth["visitor_token"] as string | undefined;
    for (const event of ["typing", "mark_read", "mark_delivered", "csat_submitted"]) {
      socket.on(event, (payload: Record<string, unknown>) => said.push({ event, payload }));
    }
    socket.on("client_message", async (payload: object, acknowledge: (answer: unknown) => void) => {
      said.push({ event: "client_message", payload: { ...payload } });
      const response = await fetch(`${server.base}api/v1/widget/${widget}/messages`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...(token && { visitor_token: token }), ...payload }),
      });
      const answer = (await response.json()) as {
        conversation_id: number;
        message_id: number;
        visitor_token: string;
      };
      if (!response.ok) return acknowledge({ ok: false, ...answer });
      token = answer.visitor_token;
      await socket.join(`conversation_${answer.conversation_id}`);
      const { content } = payload as { content: string };
      if (response.status === 201) {
        const created_at = new Date().toISOString();
        const { conversation_id, message_id: id } = answer;
        emit(conversation_id, "new_message", {
          id,
          content,
          sender_type: "customer",
          conversation_id,
          created_at,
        });
      }
      acknowledge(answer);
    });
    socket.on("join_conversation", async (payload: { conversation_id: number }, acknowledge) => {
      const found = await server.api<Conversation>("GET", `conversations/${payload.conversation_id}`);
      if (found.customer_id !== customerOf(token)) return acknowledge({ ok: false, detail: "Not found" });
      await socket.join(`conversation_${found.number}`);
      acknowledge({ ok: true, messages: found.messages });
    });
  });
  return { said, emit, presence: (online) => void io.emit("presence", { online }) };
}

/** The customer that a visitor token names; its signature is the real server's business. */
function customerOf(token: string | undefined): string | null {
  const claims = token?.split(".")[1];
  return claims ? (JSON.parse(Buffer.from(claims, "base64url").toString()) as { sub: string }).sub : null;
}
