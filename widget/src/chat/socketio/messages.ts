// Stands in for socket.io-parser: the packets of Socket.IO 5, as text only (https://github.com/socketio/socket.io-protocol).

export const protocol = 5;

export const PacketType = {
  CONNECT: 0,
  DISCONNECT: 1,
  EVENT: 2,
  ACK: 3,
  CONNECT_ERROR: 4,
};

export interface Packet {
  type: number;
  nsp: string;
  id?: number;
  data?: unknown;
}

type Hear = (packet: Packet) => void;

export class Encoder {
  encode({ type, nsp, id, data }: Packet): string[] {
    return [
      type + (nsp === "/" ? "" : `${nsp},`) + (id ?? "") + (data === undefined ? "" : JSON.stringify(data)),
    ];
  }
}

/** A bad packet is an exception, which ends the connection. */
export class Decoder {
  #heard = new Set<Hear>();

  on(_: "decoded", hear: Hear): void {
    this.#heard.add(hear);
  }

  off(_: "decoded", hear: Hear): void {
    this.#heard.delete(hear);
  }

  add(text: string): void {
    const packet = read(text);
    for (const hear of this.#heard) hear(packet);
  }

  destroy(): void {}
}

function read(text: string): Packet {
  const [, type, nsp = "/", id, json] = /^([0-4])(?:(\/[^,]*),)?(\d+)?(.*)$/s.exec(text) ?? [];
  const data: unknown = json ? JSON.parse(json) : undefined;
  const packet = { type: Number(type), nsp, data, ...(id && { id: Number(id) }) };
  if (!isWhole(packet)) throw new Error("Not a packet");
  return packet;
}

function isWhole({ type, data }: Packet): boolean {
  if (type === PacketType.EVENT || type === PacketType.ACK) return Array.isArray(data);
  return type === PacketType.CONNECT_ERROR ? Object(data) === data : type < 2;
}
