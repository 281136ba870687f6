// What the link of a mail carries. It stands behind the #, so that it reaches no server log.

export function linkToken(hash: string): string | null {
  return parts(hash).get("token");
}

/** The address that an invitation went to. */
export function invitedAddress(hash: string): string | null {
  return parts(hash).get("invited");
}

function parts(hash: string): URLSearchParams {
  return new URLSearchParams(hash.replace(/^#/, ""));
}
