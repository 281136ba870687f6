// The real server (PINGBACK_BIN) with the demo workspace, on data of its own: started, ended softly or at once, started
// again. On SQLite, or on the PostgreSQL that PINGBACK_TEST_POSTGRES or PINGBACK_DATABASE_URL names.
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Binary {
  base: string;
  token: string;
  api<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** `SIGKILL` is as when the power fails: nothing is finished, nothing is said. */
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** The same data at the same address. */
  startAgain(): Promise<void>;
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
  const base = `http://${listen}/`;
  const env = { ...process.env, ...newDatabase(), PINGBACK_RATE_LIMITS: "off", PINGBACK_PUBLIC_URL: base };
  const start = () => {
    const argv = ["serve", "--demo", "--data", data, "--listen", listen];
    return spawn(program, argv, { env, stdio: ["ignore", "pipe", "pipe"] });
  };
  let child = start();
  const token = await said(child, /Token\s+(ey\S+)/);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await ended;
  };
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
    end,
    async startAgain() {
      child = start();
      await said(child, /(serves on)/);
    },
    async stop() {
      await end("SIGTERM");
      await rm(data, { recursive: true, force: true });
    },
  };
}

function newDatabase(): { PINGBACK_DATABASE_URL?: string } {
  const postgres = process.env["PINGBACK_TEST_POSTGRES"];
  if (!postgres) return {};
  const name = `widget_${Date.now()}`;
  execFileSync("psql", ["-q", postgres, "-c", `CREATE DATABASE ${name}`]);
  return { PINGBACK_DATABASE_URL: postgres.replace(/\/[^/]*$/, `/${name}`) };
}

/** What the server prints once it is there. */
function said(child: ChildProcess, words: RegExp): Promise<string> {
  return new Promise((found, failed) => {
    let printed = "";
    const read = (chunk: Buffer) => {
      printed += chunk.toString();
      const heard = words.exec(printed)?.[1];
      if (heard) found(heard);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", () => failed(new Error(`The server ended: ${printed}`)));
  });
}
