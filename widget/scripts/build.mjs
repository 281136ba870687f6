// Builds the widget: first the chat, whose files carry a hash of their content, then the loader, which is told the
// chat's name; then a compressed twin of every text file. What the server gives out is in `dist`.
import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { minify } from "terser";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${root}dist`;

const shared = {
  root,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
};
const target = ["chrome111", "firefox115", "safari16.4"];

await rm(dist, { recursive: true, force: true });

const chat = await build({
  ...shared,
  resolve: {
    // Leaner twins of parts of the Socket.IO client.
    alias: [
      {
        find: /^\.\/(transports\/)?webtransport\.js$/,
        replacement: `${root}src/chat/socketio/unspoken.ts`,
      },
      {
        find: /^\.\/(transports\/)?polling-xhr(\.node)?\.js$/,
        replacement: `${root}src/chat/socketio/polling.ts`,
      },
      { find: /^\.\/contrib\/parseuri\.js$/, replacement: `${root}src/chat/socketio/address.ts` },
      { find: "engine.io-parser", replacement: `${root}src/chat/socketio/packets.ts` },
      { find: "socket.io-parser", replacement: `${root}src/chat/socketio/messages.ts` },
    ],
  },
  define: { "process.env.NODE_ENV": '"production"' },
  build: {
    outDir: dist,
    emptyOutDir: false,
    target,
    // As a library: an application would get a helper for preloading that costs more than it brings.
    lib: { entry: { chat: `${root}src/chat/main.tsx` }, formats: ["es"] },
    rolldownOptions: {
      // The Socket.IO packages don't say that what isn't used of them may be left out; it may.
      treeshake: { moduleSideEffects: (id) => !/node_modules\/(socket|engine)\.io/.test(id) },
      output: {
        minify: true,
        entryFileNames: "widget/[name]-[hash].js",
        chunkFileNames: "widget/[name]-[hash].js",
      },
    },
  },
});
const entry = chat[0].output.find((file) => file.type === "chunk" && file.isEntry);

await build({
  ...shared,
  define: { CHAT_FILE: JSON.stringify(entry.fileName) },
  build: {
    outDir: dist,
    emptyOutDir: false,
    target,
    modulePreload: false,
    rolldownOptions: {
      input: { widget: `${root}src/loader/main.ts` },
      output: { format: "iife", entryFileNames: "[name].js" },
    },
  },
});

await cp(`${root}demo`, `${dist}/demo`, { recursive: true });

for (const file of await readdir(dist, { recursive: true })) {
  // A page that the server fills in can't be compressed beforehand.
  if (!/\.(js|css|svg)$/.test(file)) continue;
  const text = await smaller(file, await readFile(`${dist}/${file}`, "utf8"));
  await writeFile(`${dist}/${file}`, text);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  await writeFile(`${dist}/${file}.br`, brotliCompressSync(text, quality));
  await writeFile(`${dist}/${file}.gz`, gzipSync(text, { level: 9 }));
}

/** What the bundler leaves: its notes, of which no other one makes use, and what takes several passes to see. */
async function smaller(file, text) {
  if (!file.endsWith(".js")) return text;
  const module = file !== "widget.js";
  const { code } = await minify(text, {
    module,
    ecma: 2022,
    compress: { passes: 3 },
    format: { comments: false },
  });
  return code;
}
