// The real server (PINGBACK_BIN) on data of its own: started, killed in mid-sentence and started again. On the SQLite
// file of a temporary folder, or in a new database of the PostgreSQL that PINGBACK_TEST_POSTGRES names.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const results = fileURLToPath(new URL("./results", import.meta.url));

export interface Server {
  url: string;
  data: string;
  /** What it printed before it was ready: the demo's sign-in. */
  greeting: string;
  /** As when the power fails: nothing is finished, nothing is said. */
  kill: () => Promise<void>;
  /** The same data at the same address. */
  startAgain: () => Promise<void>;
  stop: () => Promise<void>;
}

export async function startServer(
  name: string,
  options: string[] = [],
  environment: Record<string, string> = {},
): Promise<Server> {
  const binary =
    process.env.PINGBACK_BIN ?? fileURLToPath(new URL("../../target/release/pingback", import.meta.url));
  const data = mkdtempSync(join(tmpdir(), `pingback-e2e-${name}-`));
  const address = `127.0.0.1:${await freePort()}`;
  mkdirSync(results, { recursive: true });
  const log = openSync(join(results, `${name}.log`), "w");
  const database = newDatabase(name);
  const start = () =>
    spawn(binary, ["serve", "--data", data, "--listen", address, ...options], {
      env: {
        ...process.env,
        ...(database ? { PINGBACK_DATABASE_URL: database } : {}),
        PINGBACK_RATE_LIMITS: "off",
        PINGBACK_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
        PINGBACK_PASSWORD_MEMORY: "64 KiB",
        ...environment,
      },
      stdio: ["ignore", "pipe", log],
    });
  let child = start();
  const url = `http://${address}`;
  const isDemo = options.includes("--demo");
  const greeting = await untilReady(child, url, isDemo ? /Token\s+\S+/ : undefined);
  return {
    url,
    data,
    greeting,
    kill: () => end(child, "SIGKILL"),
    async startAgain() {
      child = start();
      await untilReady(child, url);
    },
    async stop() {
      await end(child, "SIGTERM");
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function newDatabase(name: string): string | null {
  const postgres = process.env.PINGBACK_TEST_POSTGRES;
  if (!postgres) return null;
  const database = `e2e_${name}_${Date.now()}`;
  execFileSync("psql", ["-q", postgres, "-c", `CREATE DATABASE ${database}`]);
  return postgres.replace(/\/[^/]*$/, `/${database}`);
}

async function untilReady(child: ChildProcess, url: string, said = /^/): Promise<string> {
  let printed = "";
  child.stdout?.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}\n${printed}`);
    const isReady = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady && said.test(printed)) return printed;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server is not ready after a minute\n${printed}`);
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await ended;
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
