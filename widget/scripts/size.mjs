// Is the widget still small? Fails above the budgets, which every visitor of every customer pays for.
import { readdirSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LOADER_BUDGET = 5_000;
const WHOLE_BUDGET = 40_000;

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const sizeOf = (file) => statSync(`${dist}/${file}.gz`).size;
const files = readdirSync(`${dist}/widget`).filter((file) => file.endsWith(".js"));
const isLanguage = (file) => /^[a-z]{2}-/.test(file);
const sizes = (which) => files.filter(which).map((file) => sizeOf(`widget/${file}`));

const loader = sizeOf("widget.js");
const chat = sizes((file) => !isLanguage(file)).reduce((sum, bytes) => sum + bytes, 0);
const language = Math.max(...sizes(isLanguage));
const whole = loader + chat + language;

for (const file of files) print(`widget/${file}`, sizeOf(`widget/${file}`));
print(`the loader, of ${LOADER_BUDGET}`, loader);
print(`all that one visitor can come to load, with the largest language, of ${WHOLE_BUDGET}`, whole);
if (loader > LOADER_BUDGET || whole > WHOLE_BUDGET) {
  process.stderr.write("The widget is over its budget.\n");
  process.exitCode = 1;
}

function print(what, bytes) {
  process.stdout.write(`${String(bytes).padStart(7)} B gzip  ${what}\n`);
}
