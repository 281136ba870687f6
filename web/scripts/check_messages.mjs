// Fails when a sentence of the app is missing from the catalogue in src/locales: the build would show its id instead.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const catalogue = "src/locales/en.po";
const withoutDates = (text) => text.replace(/^"(?:POT-Creation|PO-Revision)-Date.*$/gm, "");

const committed = readFileSync(catalogue, "utf8");
execFileSync("npx", ["lingui", "extract", "--clean", "--overwrite"], {
  stdio: ["ignore", "ignore", "inherit"],
});
const fresh = readFileSync(catalogue, "utf8");
if (withoutDates(fresh) !== withoutDates(committed)) {
  writeFileSync(catalogue, committed);
  console.error(`${catalogue} is stale: run \`npm run messages\` and commit the result.`);
  process.exitCode = 1;
} else {
  writeFileSync(catalogue, committed);
}
