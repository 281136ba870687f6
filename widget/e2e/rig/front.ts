// The host that pages load the widget from: its built files, and behind them the real server. Sockets are the server's
// own if it has any.
import { readFile } from "node:fs/promises";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort, type Binary } from "./binary";
import { standIn, type Sockets } from "./sockets";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".svg": "image/svg+xml",
};

export interface Front {
  base: string;
  /** Null where the server under test speaks Socket.IO itself. */
  sockets: Sockets | null;
  demoWidget: string;
  stop(): Promise<void>;
}

export async function startFront(server: Binary): Promise<Front> {
  const [demo] = await server.api<{ id: string }[]>("GET", "widget");
  const demoWidget = demo?.id ?? "";
  const probe = await fetch(`${server.base}socket.io/?EIO=4&transport=polling`);
  const http = createServer((incoming, outgoing) => {
    void answer(server, demoWidget, incoming, outgoing);
  });
  const sockets = probe.ok ? null : standIn(http, server);
  if (probe.ok) {
    http.on("upgrade", (incoming, socket, head) => {
      const onward = request(new URL(incoming.url ?? "/", server.base), { headers: incoming.headers });
      onward.on("upgrade", (response, other) => {
        const lines = Object.entries(response.headers).map(([name, value]) => `${name}: ${String(value)}`);
        socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
        other.pipe(socket).pipe(other);
        other.on("error", () => socket.destroy());
      });
      socket.on("error", () => onward.destroy());
      onward.end(head);
    });
  }
  const port = await freePort();
  await new Promise<void>((done) => http.listen(port, "127.0.0.1", done));
  return {
    base: `http://127.0.0.1:${port}/`,
    sockets,
    demoWidget,
    stop: () =>
      new Promise((done) => {
        http.closeAllConnections();
        http.close(() => done());
      }),
  };
}

async function answer(
  server: Binary,
  demoWidget: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const { pathname } = new URL(incoming.url ?? "/", server.base);
  if (pathname === "/widget.js" || pathname.startsWith("/widget/") || /^\/demo\b/.test(pathname)) {
    return giveFile(pathname.replace(/^\/demo\/?$/, "/demo/index.html"), demoWidget, outgoing);
  }
  const onward = request(
    new URL(incoming.url ?? "/", server.base),
    { method: incoming.method ?? "GET", headers: incoming.headers },
    (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    },
  );
  onward.on("error", () => outgoing.destroy());
  incoming.pipe(onward);
}

/** With the headers that the real server must send: a page of another origin loads these. */
async function giveFile(path: string, demoWidget: string, outgoing: ServerResponse) {
  try {
    const file = await readFile(join(DIST, normalize(path)));
    const isPage = path.endsWith(".html");
    outgoing.writeHead(200, {
      "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
      ...(isPage && { "Content-Security-Policy": "default-src 'self'; object-src 'none'; base-uri 'none'" }),
    });
    outgoing.end(isPage ? file.toString().replaceAll("{{widget_id}}", demoWidget) : file);
  } catch {
    outgoing.writeHead(404).end();
  }
}
