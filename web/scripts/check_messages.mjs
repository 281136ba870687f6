// Fails when a sentence of the app is missing from the catalogue in src/locales: the build would show its id instead.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";

const catalogue = "src/locales/en.po";
const withoutDates = (text) => text.replace(/^"(?:POT-Creation|PO-Revision)-Date.*$/gm, "");

const committed = readFileSync(catalogue, "utf8");
const { atime, mtime } = statSync(catalogue);
execFileSync("npx", ["lingui", "extract", "--clean", "--overwrite"], {
  stdio: ["ignore", "ignore", "inherit"],
});
const fresh = readFileSync(catalogue, "utf8");
writeFileSync(catalogue, committed);
// Nothing has changed, so nothing need be built anew.
utimesSync(catalogue, atime, mtime);
if (withoutDates(fresh) !== withoutDates(committed)) {
  console.error(`${catalogue} is stale: run \`npm run messages\` and commit the result.`);
  process.exitCode = 1;
}
