// The one way to the server: typed by the OpenAPI document, with the token in it and every failure as a Failure.
import createClient, { type Middleware } from "openapi-fetch";
import { forgetToken, readToken } from "@/auth/token";
import { failureOf, unreachable } from "./failure";
import type { paths } from "./schema";

const authorization: Middleware = {
  onRequest({ request }) {
    const token = readToken();
    if (token) request.headers.set("Authorization", `Bearer ${token}`);
    return request;
  },
  onResponse({ request, response }) {
    forgetRefused(request.headers.get("Authorization"), response);
  },
};

/** Whoever is signed in no more, as the server says, is signed out here; `sent` is what the request was sent with. */
export function forgetRefused(sent: string | null, { status }: Response): void {
  if (status === 401 && sent && sent === `Bearer ${readToken()}`) forgetToken();
}

export const api = createClient<paths>({
  baseUrl: typeof location === "undefined" ? "http://localhost" : location.origin,
  fetch: (request) => globalThis.fetch(request),
});
api.use(authorization);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's headers and body, or a Failure. */
export async function answered<T>(call: Promise<Answer<T>>): Promise<{ data: T; headers: Headers }> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
  if (!answer.response.ok) throw failureOf(answer.response, answer.error);
  return { data: answer.data as T, headers: answer.response.headers };
}

/** The answer's body, or a Failure. */
export async function must<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await answered(call)).data;
}
