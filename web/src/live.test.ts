// @vitest-environment node
// Against a real Socket.IO server of the official package: what the contract says about the handshake and the events.
import { createServer, type Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server, type Socket } from "socket.io";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connectLive, type Live, type LiveEvent } from "./live";

let http: HttpServer;
let server: Server;
let live: Live | null;
let sockets: Socket[];
const told: [string, unknown][] = [];

beforeEach(async () => {
  http = createServer();
  server = new Server(http);
  sockets = [];
  told.length = 0;
  server.on("connection", (socket) => {
    sockets.push(socket);
    socket.onAny((name: string, body: unknown) => told.push([name, body]));
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  live?.close();
  await server.close();
});

function connect(): { events: LiveEvent[]; live: Live } {
  const { port } = http.address() as AddressInfo;
  const events: LiveEvent[] = [];
  live = connectLive({ token: "t0ken", businessId: "b1", url: `http://127.0.0.1:${port}` });
  live.onEvent((event) => events.push(event));
  return { events, live };
}

const connected = (count: number) => vi.waitFor(() => expect(sockets).toHaveLength(count), 5000);

test("the handshake carries token and business, and no last_seq the first time", async () => {
  connect();
  await connected(1);
  expect(sockets[0]!.handshake.auth).toEqual({ token: "t0ken", business_id: "b1" });
});

test("known events come through, unknown ones and nonsense do not", async () => {
  const { events } = connect();
  await connected(1);
  sockets[0]!.emit("typing", { seq: 4, conversation_id: 1, user_id: null, is_typing: true, later_field: 1 });
  sockets[0]!.emit("something_new", { seq: 5 });
  sockets[0]!.emit("typing", "nonsense");
  sockets[0]!.emit("read", { seq: 6, message_id: 1, read_at: "2024-03-01T09:00:00Z" });
  await vi.waitFor(() => expect(events.map(({ name }) => name)).toEqual(["typing", "read"]));
});

test("a reconnect goes on after the newest event and tells again what is viewed", async () => {
  const { live: connection } = connect();
  await connected(1);
  connection.view("c1");
  await vi.waitFor(() => expect(told).toContainEqual(["view_conversation", { conversation_id: "c1" }]));
  sockets[0]!.emit("delivered", { seq: 41, message_id: 1, delivered_at: "2024-03-01T09:00:00Z" });
  await vi.waitFor(() => expect(connection.lastSeq()).toBe(41));
  told.length = 0;
  sockets[0]!.conn.close();
  await connected(2);
  expect(sockets[1]!.handshake.auth).toMatchObject({ last_seq: 41 });
  await vi.waitFor(() => expect(told).toContainEqual(["view_conversation", { conversation_id: "c1" }]));
});

test("the state follows the connection, also when the server ends it", async () => {
  const { live: connection } = connect();
  const states: string[] = [];
  connection.onState((state) => states.push(state));
  await connected(1);
  await vi.waitFor(() => expect(states).toEqual(["connected"]));
  sockets[0]!.disconnect(true);
  await connected(2);
  await vi.waitFor(() => expect(states).toEqual(["connected", "disconnected", "connected"]));
});

test("typing is told while connected", async () => {
  const { live: connection } = connect();
  await connected(1);
  await vi.waitFor(() => expect(connection.state()).toBe("connected"));
  connection.typing("c1", true);
  await vi.waitFor(() => expect(told).toContainEqual(["typing", { conversation_id: "c1", is_typing: true }]));
});
