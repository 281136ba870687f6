// The server's description as TypeScript. `node scripts/schema.mjs` writes it, with --check it fails when what is
// committed is another.
import { readFileSync, writeFileSync } from "node:fs";
import openapiTypeScript, { astToString } from "openapi-typescript";
import ts from "typescript";

const path = "src/api/schema.ts";
const head = "/** Made from openapi.json by `npm run generate`; a change made here by hand is lost. */\n\n";

const nodes = await openapiTypeScript(new URL("../openapi.json", import.meta.url), {
  defaultNonNullable: false,
  silent: true,
  // It holds itself, which a type can't do by way of an index; nobody reads into it without looking anyway.
  transform: (_schema, { path: place }) =>
    place === "#/components/schemas/Anything"
      ? ts.factory.createKeywordTypeNode(ts.SyntaxKind.UnknownKeyword)
      : undefined,
});
const fresh = head + astToString(nodes);

if (!process.argv.includes("--check")) writeFileSync(path, fresh);
else if (readFileSync(path, "utf8") !== fresh) {
  console.error(`${path} is stale: run \`npm run generate\` and commit the result.`);
  process.exitCode = 1;
}
