// Takes mails as any mail server does (RFC 5321), as far as the product asks for, and keeps them for the test.
import { type AddressInfo, type Socket, createServer } from "node:net";

export interface Mail {
  recipients: string[];
  /** Header and body as they came. */
  raw: string;
}

export interface MailServer {
  port: number;
  mails: Mail[];
  stop: () => void;
}

export async function startMailServer(): Promise<MailServer> {
  const mails: Mail[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    talk(socket, mails);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    port: (server.address() as AddressInfo).port,
    mails,
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function talk(socket: Socket, mails: Mail[]): void {
  let buffer = "";
  let recipients: string[] = [];
  let isData = false;
  const say = (line: string) => socket.write(`${line}\r\n`);
  say("220 mail.harbour.example ESMTP");
  socket.setEncoding("latin1");
  socket.on("data", (chunk) => {
    buffer += String(chunk);
    for (;;) {
      const end = buffer.indexOf(isData ? "\r\n.\r\n" : "\r\n");
      if (end < 0) return;
      const text = buffer.slice(0, end);
      buffer = buffer.slice(end + (isData ? 5 : 2));
      if (isData) {
        mails.push({ recipients, raw: text.replaceAll("\r\n..", "\r\n.") });
        [isData, recipients] = [false, []];
        say("250 2.0.0 taken");
        continue;
      }
      const [verb = ""] = text.toUpperCase().split(/[ :]/);
      const address = /<([^>]*)>/.exec(text)?.[1];
      if (verb === "EHLO") say("250-mail.harbour.example\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME");
      else if (verb === "AUTH") say("235 2.7.0 welcome");
      else if (verb === "RCPT" && address) {
        recipients.push(address);
        say("250 2.1.5 fine");
      } else if (verb === "DATA") {
        isData = true;
        say("354 go on");
      } else if (verb === "QUIT") {
        say("221 2.0.0 bye");
        socket.end();
      } else say("250 2.0.0 fine");
    }
  });
}

/** One field of a mail, unfolded. */
export function field({ raw }: Mail, name: string): string {
  const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
  const line = head.split("\r\n").find((one) => one.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim() ?? "";
}

/** What a mail says, its transfer encodings undone. */
export function words({ raw }: Mail): string {
  return raw
    .replace(/=\r\n/g, "")
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) => Buffer.from(bytes.replaceAll("=", ""), "hex").toString("utf8"));
}
