// Is the widget still small? Fails above the budgets, which every visitor of every customer pays for.
import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LOADER_BUDGET = 5 * 1024;
const WHOLE_BUDGET = 40 * 1024;

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const size = (file) => statSync(`${dist}/${file}`).size;
const chat = readdirSync(`${dist}/widget`)
  .filter((file) => file.endsWith(".js.gz"))
  .map((file) => ({ file: `widget/${file}`, bytes: size(`widget/${file}`) }));
const loader = { file: "widget.js.gz", bytes: size("widget.js.gz") };
const whole = chat.reduce((sum, { bytes }) => sum + bytes, loader.bytes);

for (const { file, bytes } of [loader, ...chat]) print(file.replace(/\.gz$/, ""), bytes);
print("loader, of 5120", loader.bytes);
print("everything, of 40960", whole);
if (loader.bytes > LOADER_BUDGET || whole > WHOLE_BUDGET) {
  process.stderr.write("The widget is over its budget.\n");
  process.exitCode = 1;
}

function print(what, bytes) {
  process.stdout.write(`${String(bytes).padStart(7)} B gzip  ${what}\n`);
}
