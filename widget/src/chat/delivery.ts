// How does one message get to the server? By the socket if there is one, else by its HTTP twin, whose status code tells
// whether to try again. The server knows the message by its `client_id`, whichever way it came.
import type { Live } from "./live";
import type { Letter, Outcome } from "./outbox";
import type { VisitorFile } from "./visitor";
import { readAccepted, type ClientMessage } from "./wire";

const HTTP_TIMEOUT = 15_000;

export interface Ways {
  messagesUrl: string;
  live: Pick<Live, "isConnected" | "ask">;
  visitor: VisitorFile;
  fetch: typeof fetch;
}

/** Whoever wrote it has signed out, or somebody else is here, since. */
const VOID: Outcome = { kind: "void" };

/** Statuses that say "not now". */
const NOT_NOW = new Set([408, 409, 425, 429]);

export function createDelivery(ways: Ways) {
  function payload(letter: Letter): ClientMessage {
    const { token } = ways.visitor.get();
    const profile = ways.visitor.profile();
    const proof = ways.visitor.proof();
    return {
      content: letter.content,
      client_id: letter.clientId,
      ...(letter.attachments && { attachments: letter.attachments }),
      ...(Object.keys(profile).length > 0 && { customer: profile }),
      ...(token && { visitor_token: token }),
      ...(proof && { identity: proof }),
    };
  }

  async function bySocket(letter: Letter): Promise<Outcome | null> {
    const accepted = readAccepted(await ways.live.ask("client_message", payload(letter)));
    return accepted && { kind: "accepted", accepted, isBySocket: true };
  }

  async function byHttp(letter: Letter, isTheirs: () => boolean, isSecondTry: boolean): Promise<Outcome> {
    let response: Response;
    let answer: unknown;
    try {
      response = await ways.fetch(ways.messagesUrl, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(payload(letter)),
        credentials: "omit",
        signal: AbortSignal.timeout(HTTP_TIMEOUT),
      });
      answer = await response.json();
    } catch {
      return isTheirs() ? { kind: "later" } : VOID;
    }
    if (!isTheirs()) return VOID;
    const accepted = response.ok ? readAccepted(answer) : null;
    if (accepted) return { kind: "accepted", accepted, isBySocket: false };
    if (response.ok || response.status >= 500 || NOT_NOW.has(response.status)) return later(response);
    const detail = readDetail(answer);
    // A token that the server no longer takes: the visitor begins anew rather than being unable to write.
    if (response.status === 403 && /visitor token/i.test(detail) && !isSecondTry) {
      ways.visitor.change({ token: null, conversation: null });
      return byHttp(letter, isTheirs, true);
    }
    return { kind: "refused", detail };
  }

  return async function deliver(letter: Letter): Promise<Outcome> {
    const epoch = ways.visitor.epoch();
    const isTheirs = () => ways.visitor.epoch() === epoch;
    const answered = ways.live.isConnected() ? await bySocket(letter) : null;
    // By HTTP it would go out in the name of whoever is here now.
    if (!isTheirs()) return VOID;
    return answered ?? byHttp(letter, isTheirs, false);
  };
}

function later(response: Response): Outcome {
  const seconds = Number(response.headers.get("Retry-After"));
  return seconds > 0 ? { kind: "later", afterMs: Math.min(seconds, 300) * 1000 } : { kind: "later" };
}

/** The sentence of the server's error, or the first of its list. */
export function readDetail(answer: unknown): string {
  const detail = (answer as { detail?: unknown } | null)?.detail;
  if (typeof detail === "string") return detail;
  const first: unknown = Array.isArray(detail) ? detail[0] : null;
  return String((first as { msg?: unknown } | null)?.msg ?? "");
}
