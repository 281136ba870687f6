// How does what was said before, and what is said while there is no socket, get here? By the socket when it connects,
// else by asking over HTTP now and then. Knows no message.
import type { Live } from "./live";
import type { VisitorFile } from "./visitor";
import { isLoose } from "../shared/look";

/** Between two questions over HTTP: while the visitor waits for an answer, and while the chat is closed. */
const OFTEN = 5_000;
const SELDOM = 30_000;
const PATIENCE = 15_000;

export interface Reader {
  messagesUrl: string;
  live: Pick<Live, "isConnected" | "ask">;
  visitor: VisitorFile;
  fetch: typeof fetch;
  isOpen(): boolean;
  /** News is what came after something that was read before. */
  onRead(messages: unknown, isNews: boolean): void;
  onKnown(): void;
}

export function createReading(reader: Reader) {
  const { live, visitor } = reader;
  let since: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** True if the server told the conversation. */
  function learn(answer: unknown, isNews: boolean): boolean {
    if (!isLoose(answer) || answer["ok"] === false) return false;
    const { conversation_id: conversation, visitor_token: token } = answer;
    if (typeof conversation !== "number" || typeof token !== "string") return false;
    visitor.change({ conversation, token });
    reader.onKnown();
    reader.onRead(answer["messages"], isNews);
    return true;
  }

  async function bySocket(): Promise<void> {
    const { conversation, token } = visitor.get();
    if (token === null && !visitor.proof()) return;
    const epoch = visitor.epoch();
    // The one that is going on, which another device may have opened; else the one that was.
    for (const which of conversation === null ? [{}] : [{}, { conversation_id: conversation }]) {
      const answer = await live.ask("join_conversation", which);
      // Signed out, or somebody else, meanwhile.
      if (epoch !== visitor.epoch() || learn(answer, false)) return;
    }
  }

  async function byHttp(): Promise<void> {
    const { conversation, token } = visitor.get();
    if (conversation === null || token === null) return;
    const query = `?conversation_id=${conversation}${since === null ? "" : `&since=${since}`}`;
    const headers = { Authorization: `Bearer ${token}` };
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await reader.fetch(reader.messagesUrl + query, { headers, credentials: "omit", signal });
    if (!response.ok) return;
    const answer: unknown = await response.json();
    // Signed out, or somebody else, meanwhile.
    if (token !== visitor.get().token || !learn(answer, since !== null)) return;
    const upTo = isLoose(answer) ? answer["up_to"] : null;
    since = typeof upTo === "number" ? upTo : since;
  }

  function look(): void {
    clearTimeout(timer);
    timer = undefined;
    if (live.isConnected()) {
      since = null;
      return;
    }
    watch();
    if (document.visibilityState === "visible") void byHttp().catch(() => undefined);
  }

  /** Asks after a while, if there is no socket then, and goes on until there is one. */
  function watch(): void {
    timer ??= setTimeout(look, reader.isOpen() ? OFTEN : SELDOM);
  }

  return {
    bySocket,
    look,
    watch,
    forget(): void {
      since = null;
    },
  };
}
