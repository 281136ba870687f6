// Who is signed in on this browser: the token, kept in localStorage and shared by all tabs. Knows no server.

const name = "pingback.token";
const listeners = new Set<() => void>();
let heard: string | null | undefined;

export function readToken(): string | null {
  return localStorage.getItem(name);
}

export function keepToken(token: string): void {
  localStorage.setItem(name, token);
  announce();
}

export function forgetToken(): void {
  localStorage.removeItem(name);
  announce();
}

/** Whether the token is the one that everybody here was told of last: another tab's is there a moment before its news. */
export function isTokenHeard(): boolean {
  return heard !== undefined && heard === readToken();
}

/** Calls back when somebody signs in or out, here or in another tab. */
export function onTokenChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function announce(): void {
  heard = readToken();
  for (const listener of listeners) listener();
}

if (typeof window !== "undefined") {
  heard = readToken();
  window.addEventListener("storage", (event) => {
    if (event.key === name || event.key === null) announce();
  });
}
