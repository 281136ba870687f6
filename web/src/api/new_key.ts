// Names made here: of requests that are sent again until they are answered, of what is not on the server yet.

/** `crypto.randomUUID` is for secure pages only. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
