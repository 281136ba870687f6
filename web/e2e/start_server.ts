// Starts the server (PINGBACK_BIN) with the demo workspace in a temporary folder. A server that does not bring the app
// along gets `vite preview` in front of it, which serves web/dist under the same content security policy.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { preview } from "vite";

export default async function start(): Promise<() => Promise<void>> {
  const binary = process.env.PINGBACK_BIN ?? "../target/release/pingback";
  const data = mkdtempSync(join(tmpdir(), "pingback-e2e-"));
  const address = `127.0.0.1:${await freePort()}`;
  mkdirSync("e2e/results", { recursive: true });
  const log = openSync("e2e/results/server.log", "w");
  const server = spawn(binary, ["serve", "--demo", "--data", data, "--listen", address], {
    env: { ...process.env, PINGBACK_RATE_LIMITS: "off" },
    stdio: ["ignore", "pipe", log],
  });
  const greeting = await untilGreeting(server);
  process.env.E2E_DEMO_EMAIL = "olu@acme.example";
  process.env.E2E_DEMO_PASSWORD = /Password\s+(\S+)/.exec(greeting)?.[1] ?? "";

  const own = `http://${address}`;
  const isServed = (await (await fetch(own)).text()).includes('<div id="root">');
  const front = isServed ? null : await inFront(own);
  process.env.E2E_URL = front?.url ?? own;
  return async () => {
    await front?.close();
    server.kill();
    await new Promise((resolve) => server.once("exit", resolve));
    rmSync(data, { recursive: true, force: true });
  };
}

async function inFront(server: string): Promise<{ url: string; close: () => Promise<void> }> {
  process.env.PINGBACK_URL = server;
  const port = await freePort();
  const front = await preview({ logLevel: "silent", preview: { port, host: "127.0.0.1", strictPort: true } });
  return { url: `http://127.0.0.1:${port}`, close: () => front.close() };
}

function untilGreeting(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = "";
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}\n${printed}`)));
    server.once("error", reject);
    server.stdout?.on("data", (chunk: Buffer) => {
      printed += chunk.toString();
      if (/Token\s+\S+/.test(printed)) resolve(printed);
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const bound = probe.address();
      probe.close(() => resolve(typeof bound === "object" && bound ? bound.port : 0));
    });
  });
}
