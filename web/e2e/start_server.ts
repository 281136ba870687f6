// One server with the demo workspace for all journeys.
import { startServer } from "./server";

export default async function start(): Promise<() => Promise<void>> {
  const server = await startServer("demo", ["--demo"]);
  process.env.E2E_URL = server.url;
  process.env.E2E_DATA = server.data;
  process.env.E2E_DEMO_EMAIL = "olu@acme.example";
  process.env.E2E_DEMO_PASSWORD = /Password\s+(\S+)/.exec(server.greeting)?.[1] ?? "";
  return server.stop;
}
