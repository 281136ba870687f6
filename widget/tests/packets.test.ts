import { expect, test } from "vitest";
import {
  decodePacket,
  decodePayload,
  encodePacket,
  encodePayload,
  type Packet,
} from "../src/chat/socketio/packets";
import { parse } from "../src/chat/socketio/address";

const PACKETS: [Packet, string][] = [
  [{ type: "open", data: "{}" }, "0{}"],
  [{ type: "close" }, "1"],
  [{ type: "ping", data: "probe" }, "2probe"],
  [{ type: "pong" }, "3"],
  [{ type: "message", data: '2["hello","é"]' }, '42["hello","é"]'],
  [{ type: "upgrade" }, "5"],
  [{ type: "noop" }, "6"],
];

test("packets are written and read as Engine.IO has them", () => {
  for (const [packet, text] of PACKETS) {
    encodePacket(packet, true, (written) => expect(written).toBe(text));
    expect(decodePacket(text)).toEqual(packet);
  }
  encodePayload(
    PACKETS.map(([packet]) => packet),
    (payload) => expect(decodePayload(payload)).toEqual(PACKETS.map(([packet]) => packet)),
  );
});

test("what is no packet is an error, not an exception", () => {
  for (const bad of ["", "7", "x", "-1", " ", new ArrayBuffer(1), undefined]) {
    expect(decodePacket(bad).type).toBe("error");
  }
});

test("an address is taken apart as the client wants it", () => {
  const plain = { protocol: "https", host: "help.example", port: "", query: "" };
  expect(parse("https://help.example")).toEqual(plain);
  const local = { protocol: "http", host: "::1", port: "8080", query: "a=b" };
  expect(parse("http://[::1]:8080/?a=b")).toEqual(local);
});
