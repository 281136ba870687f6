// What does the connection remember of where it stood?
import { expect, test, vi } from "vitest";
import { createLive } from "../src/chat/live";

const made = vi.hoisted(() => ({
  heard: new Map<string, (payload: unknown) => void>(),
  auth: (_give: (handshake: unknown) => void): void => undefined,
}));
vi.mock("../src/chat/socketio", () => ({
  Manager: class {
    socket(_path: string, { auth }: { auth: typeof made.auth }) {
      made.auth = auth;
      return { on: (name: string, hear: (payload: unknown) => void) => made.heard.set(name, hear) };
    }
  },
}));

test("after a log that was put back it goes on from there, and says that what is kept must be read again", async () => {
  const told: string[] = [];
  const live = createLive("https://ours.example/", {
    handshake: () => ({ business_id: "b", widget_id: "w" }),
    onConnected: () => undefined,
    onDown: () => undefined,
    onRefused: () => undefined,
    onEvent: (name) => told.push(name),
  });
  live.open();
  await vi.waitFor(() => expect(made.heard.has("ready")).toBe(true));
  const lastSeq = () => {
    let said: unknown;
    made.auth((handshake) => (said = handshake));
    return (said as { last_seq?: number }).last_seq;
  };
  made.heard.get("new_message")?.({ seq: 900 });
  made.heard.get("new_message")?.({ seq: 880 });
  expect(lastSeq()).toBe(900);
  made.heard.get("resync")?.({ seq: 20, last_seq: 900 });
  expect(lastSeq()).toBe(20);
  expect(told).toEqual(["new_message", "new_message", "resync"]);
});
