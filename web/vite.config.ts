// How the app is built, and what it stands on while it is developed: the real server behind a proxy.
import { fileURLToPath } from "node:url";
import babel from "@rolldown/plugin-babel";
import { lingui } from "@lingui/vite-plugin";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env.PINGBACK_URL ?? "http://127.0.0.1:8080";
const proxy = {
  "/api": { target: server, changeOrigin: false },
  "/files/": { target: server, changeOrigin: false },
  "/mails/": { target: server, changeOrigin: false },
  "/socket.io": { target: server, changeOrigin: false, ws: true },
  "/help/": { target: server, changeOrigin: false },
  "/widget.js": { target: server, changeOrigin: false },
  "/widget/": { target: server, changeOrigin: false },
};

export default defineConfig({
  plugins: [
    react(),
    babel({ include: /src\/.*\.tsx?$/, plugins: ["@lingui/babel-plugin-lingui-macro"] }),
    lingui(),
    tailwindcss(),
  ],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy },
});
