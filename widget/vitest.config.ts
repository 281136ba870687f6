// Which files are unit tests: those in `tests/`, never the browser journeys in `e2e/`.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["tests/**/*.test.ts"], environment: "node" },
});
