// The real server: starts it on a folder of its own, asks its API as the owner, ends it.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Binary {
  base: string;
  token: string;
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  return typeof address === "object" && address ? address.port : 0;
}

export async function startBinary(): Promise<Binary> {
  const program = process.env["PINGBACK_BIN"];
  if (!program) throw new Error("PINGBACK_BIN must name the server's program");
  const data = await mkdtemp(join(tmpdir(), "pingback-widget-"));
  const listen = `127.0.0.1:${await freePort()}`;
  const child = spawn(program, ["serve", "--demo", "--data", data, "--listen", listen], {
    env: { ...process.env, PINGBACK_RATE_LIMITS: "off" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const token = await tokenOf(child);
  const base = `http://${listen}/`;
  return {
    base,
    token,
    async api<T>(method: string, path: string, body?: unknown) {
      const response = await fetch(`${base}api/v1/${path}`, {
        method,
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as T;
    },
    async stop() {
      const ended = new Promise((done) => child.once("exit", done));
      child.kill();
      await ended;
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** `serve --demo` prints it once. */
function tokenOf(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let printed = "";
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const token = /Token\s+(ey\S+)/.exec(printed)?.[1];
      if (token) found(token);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", () => failed(new Error(`The server ended: ${printed}`)));
  });
}
