// Stands in for engine.io-parser: the packets of Engine.IO 4, as text only (https://github.com/socketio/engine.io-protocol).
export interface Packet {
  type: string;
  data?: string;
}

export const protocol = 4;

/** A type's place is its digit. */
const TYPES = ["open", "close", "ping", "pong", "message", "upgrade", "noop"];
const SEPARATOR = "\x1e";

const written = ({ type, data = "" }: Packet) => TYPES.indexOf(type) + data;

export function encodePacket(packet: Packet, _: boolean, take: (text: string) => void): void {
  take(written(packet));
}

export function encodePayload(packets: Packet[], take: (text: string) => void): void {
  take(packets.map(written).join(SEPARATOR));
}

export function decodePacket(text: unknown): Packet {
  const type = typeof text === "string" ? TYPES[Number.parseInt(text.charAt(0), 10)] : undefined;
  if (type === undefined) return { type: "error", data: "parser error" };
  const data = (text as string).slice(1);
  return data === "" ? { type } : { type, data };
}

export const decodePayload = (text: string): Packet[] => text.split(SEPARATOR).map(decodePacket);
