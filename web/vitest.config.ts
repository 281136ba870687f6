// The logic's tests. The journeys in e2e/ belong to Playwright and are not picked up here.
import { defineConfig, mergeConfig } from "vitest/config";
import viteConfig from "./vite.config.ts";

export default mergeConfig(
  viteConfig,
  defineConfig({
    test: { include: ["src/**/*.test.{ts,tsx}"], environment: "jsdom", setupFiles: ["src/test_setup.ts"] },
  }),
);
