// The token of a link from a mail. It stands behind the #, so that it reaches no server log.

export function linkToken(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, "")).get("token");
}
