// Pages of customers, on an origin of their own: an ordinary shop, one whose rules hit everything, one with the
// strictest content policy.
import { createServer } from "node:http";
import { freePort } from "./binary";

export interface Pages {
  base: string;
  stop(): Promise<void>;
}

export interface PageWish {
  widget: string;
  lang?: string;
  /** Runs before the widget's script comes. */
  script?: string;
}

const HOSTILE = `
  html > *, body * {
    all: unset !important; display: inline-block !important; position: static !important; color: red !important;
    background: lime !important; font: 40px/1 cursive !important; transform: rotate(8deg) !important;
    opacity: 0.3 !important; z-index: -1 !important; pointer-events: none !important; direction: rtl !important;
    visibility: hidden !important; margin: 90px !important; filter: blur(9px) !important;
  }
  :root { --accent: lime; --surface: lime; --ink: lime; --font: cursive; font-size: 60px; }
  @keyframes arrive { from, to { transform: rotate(180deg); } }`;

const SCRIPTS = `
  Array.prototype.extra = function () {};
  document.addEventListener("keydown", (event) => { document.title += event.key; });
  window.addEventListener("focusin", (event) => { if (event.target !== document.body) document.activeElement.blur(); });`;

export async function startPages(host: string): Promise<Pages> {
  const http = createServer((incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://page");
    const wish = JSON.parse(searchParams.get("wish") ?? "{}") as PageWish;
    const headers: Record<string, string> = { "Content-Type": "text/html; charset=utf-8" };
    if (pathname === "/strict") headers["Content-Security-Policy"] = strictPolicy(host);
    outgoing.writeHead(200, headers).end(page(pathname, host, wish));
  });
  const port = await freePort();
  await new Promise<void>((done) => http.listen(port, "127.0.0.1", done));
  return {
    base: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((done) => {
        http.closeAllConnections();
        http.close(() => done());
      }),
  };
}

function strictPolicy(host: string): string {
  const { origin } = new URL(host);
  const sources = `script-src ${origin}; connect-src ${origin} ${origin.replace("http", "ws")}; img-src ${origin}`;
  return `default-src 'none'; ${sources}; require-trusted-types-for 'script'; trusted-types 'none'`;
}

function page(path: string, host: string, { widget, lang = "en", script = "" }: PageWish): string {
  const isStrict = path === "/strict";
  const style =
    path === "/hostile"
      ? `<style>${HOSTILE}</style>`
      : `<style>body { font: 16px/1.6 Georgia, serif; margin: 48px auto; max-width: 640px; color: #333; background: #f4f1ea }</style>`;
  const scripts = path === "/hostile" ? SCRIPTS : script;
  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>Shop</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    ${isStrict ? "" : style + (scripts && `<script>${scripts}</script>`)}
    <script src="${host}widget.js" data-widget-id="${widget}" async></script></head>
    <body><main><h1>A shop on the web</h1><p>Beans, kettles, and a person who answers.</p>
    <p><a href="#more">More</a> <button>Buy</button></p></main></body></html>`;
}
