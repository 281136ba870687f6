import { expect, test } from "vitest";
import {
  decodePacket,
  decodePayload,
  encodePacket,
  encodePayload,
  type Packet,
} from "../src/chat/socketio/packets";
import { parse } from "../src/chat/socketio/address";
import { Decoder, Encoder, PacketType, type Packet as Message } from "../src/chat/socketio/messages";

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

const MESSAGES: [Message, string][] = [
  [{ type: PacketType.CONNECT, nsp: "/", data: { sid: "a" } }, '0{"sid":"a"}'],
  [{ type: PacketType.DISCONNECT, nsp: "/" }, "1"],
  [{ type: PacketType.EVENT, nsp: "/", data: ["hello", "é\n"] }, '2["hello","é\\n"]'],
  [{ type: PacketType.EVENT, nsp: "/admin", id: 12, data: ["hello"] }, '2/admin,12["hello"]'],
  [{ type: PacketType.ACK, nsp: "/", id: 0, data: [] }, "30[]"],
  [{ type: PacketType.CONNECT_ERROR, nsp: "/", data: { message: "No" } }, '4{"message":"No"}'],
];

test("messages are written and read as Socket.IO has them", () => {
  const decoder = new Decoder();
  const heard: Message[] = [];
  decoder.on("decoded", (message) => heard.push(message));
  for (const [message, text] of MESSAGES) {
    expect(new Encoder().encode(message)).toEqual([text]);
    decoder.add(text);
  }
  expect(heard).toEqual(MESSAGES.map(([message]) => message));
});

test("what is no message is an exception", () => {
  for (const bad of ["", "9", "x", "2", '2{"a":1}', "2[", "4", '51-["a"]', "-1"]) {
    expect(() => new Decoder().add(bad), bad).toThrow();
  }
});
