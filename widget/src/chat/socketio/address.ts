// Stands in for the parser of addresses that engine.io-client brings for browsers without `URL`.
export function parse(address: string) {
  const { protocol, hostname, port, search } = new URL(address);
  // An IPv6 address is wanted bare.
  const host = hostname.replace(/^\[|\]$/g, "");
  return { protocol: protocol.slice(0, -1), host, port, query: search.slice(1) };
}
