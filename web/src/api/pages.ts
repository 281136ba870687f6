// Reads what stands beside a list: where it goes on (Link, RFC 8288) and how many there are (X-Total-Count).

/** The value of `name` in the address that the Link header gives for `relation`. */
export function linkParameter(headers: Headers, relation: string, name: string): string | null {
  const link = headers.get("Link");
  if (!link) return null;
  for (const [, address, attributes] of link.matchAll(/<([^>]*)>([^,<]*)/g)) {
    if (address && attributes && new RegExp(`rel="?${relation}"?`).test(attributes)) {
      return new URL(address, "http://localhost").searchParams.get(name);
    }
  }
  return null;
}

/** Null where the server keeps no counter for this list. */
export function totalCount(headers: Headers): number | null {
  const total = headers.get("X-Total-Count");
  return total === null ? null : Number(total);
}
