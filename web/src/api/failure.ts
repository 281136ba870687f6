// What went wrong with a call, in words that say what to do. Knows the server's error shapes and no screen.
import { t } from "@lingui/core/macro";

interface BadField {
  loc: (string | number)[];
  msg: string;
}

interface ErrorBody {
  detail?: string | BadField[];
  message?: string;
  request_id?: string;
}

export class Failure extends Error {
  /** 0 when there was no answer at all. */
  readonly status: number;
  /** By the name of the field in the request's body or query. */
  readonly fields: Record<string, string>;

  constructor(status: number, message: string, fields: Record<string, string> = {}) {
    super(message);
    this.name = "Failure";
    this.status = status;
    this.fields = fields;
  }

  /** Trying the same again may help: no answer, an overloaded server, a limit. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function unreachable(): Failure {
  return new Failure(0, t`The server can't be reached. Check your connection; we keep trying.`);
}

/** What the form itself can tell. */
export function incomplete(fields: Record<string, string>): Failure {
  return new Failure(422, t`Some of this can't be accepted yet. See the marked fields.`, fields);
}

export function failureOf(response: Response, body: unknown): Failure {
  const { status } = response;
  const error = (typeof body === "object" && body !== null ? body : {}) as ErrorBody;
  if (Array.isArray(error.detail)) {
    const fields: Record<string, string> = {};
    for (const bad of error.detail) fields[String(bad.loc.at(-1))] = sentence(bad.msg);
    return incomplete(fields);
  }
  if (status === 429) {
    const seconds = Number(response.headers.get("Retry-After") ?? 0);
    return new Failure(
      status,
      seconds > 0
        ? t`Too many tries. Please wait ${seconds} seconds.`
        : (error.detail ?? t`Too many tries. Please wait a moment.`),
    );
  }
  if (status >= 500) {
    const id = error.request_id;
    return new Failure(
      status,
      id
        ? t`Something broke on the server. Try again; if it stays, report this number: ${id}`
        : t`The server can't answer just now. Try again in a moment.`,
    );
  }
  return new Failure(status, error.detail ?? error.message ?? t`The server refused this (${status}).`);
}

export function explain(error: unknown): string {
  return error instanceof Error ? error.message : t`Something unexpected happened. Reload the page.`;
}

function sentence(text: string): string {
  const trimmed = text.trim();
  const capital = trimmed.charAt(0).toUpperCase() + trimmed.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
