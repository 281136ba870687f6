import { expect, test } from "vitest";
import { wayBack } from "./way_back";

test("signing in leads back into the app, with search and all", () => {
  for (const to of ["/", "/inbox/all?status=any", "/welcome?step=join#x"]) expect(wayBack(to)).toBe(to);
});

test("signing in leads to no other site, however its address is written", () => {
  for (const to of [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/.//evil.example",
    "/..//evil.example",
    "javascript:alert(1)",
    "evil",
    7,
    undefined,
  ])
    expect(wayBack(to)).toBeUndefined();
});
