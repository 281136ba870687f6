// Fails when the typed client does not match the committed OpenAPI document.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "pingback-web-"));
const fresh = join(folder, "schema.ts");
try {
  execFileSync(
    "npx",
    ["openapi-typescript", "openapi.json", "--output", fresh, "--default-non-nullable=false"],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  if (readFileSync(fresh, "utf8") !== readFileSync("src/api/schema.ts", "utf8")) {
    console.error("src/api/schema.ts is stale: run `npm run generate` and commit the result.");
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
