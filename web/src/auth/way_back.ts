// Where to go after signing in: an address of this app, and never another site, however it is written.

export function wayBack(to: unknown): string | undefined {
  if (typeof to !== "string" || !to.startsWith("/") || !URL.canParse(to, location.origin)) return undefined;
  // Browsers read "/\", and "/" and a tab and "/", as "//", which begins another site's address.
  const { origin, pathname } = new URL(to, location.origin);
  return origin === location.origin && !pathname.startsWith("//") ? to : undefined;
}
