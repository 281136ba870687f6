// Writes a .br and a .gz beside every text file of dist/, so that the server never compresses anything itself.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const texts = /\.(?:html|js|css|svg|json|txt|webmanifest)$/;

let total = 0;
for (const entry of readdirSync("dist", { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !texts.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const bytes = readFileSync(path);
  const gzip = gzipSync(bytes, { level: 9 });
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  writeFileSync(`${path}.gz`, gzip);
  writeFileSync(`${path}.br`, brotli);
  total += gzip.length;
  console.log(
    `${path.padEnd(60)} ${String(bytes.length).padStart(8)} ${String(gzip.length).padStart(8)} gzip`,
  );
}
console.log(`${"together".padEnd(69)} ${String(total).padStart(8)} gzip`);
