// How does a file get to the server? It is sent before the message that it goes with; the answer to it is that message's
// attachment. Knows no message.
import { readDetail } from "./delivery";
import type { VisitorFile } from "./visitor";

/** A file on its way, or why it is none. */
export interface Upload {
  name: string;
  problem?: string;
}

/** What goes with the message; nothing if whoever sent it has signed out since. Throws the server's sentence. */
export async function sendFile(url: string, file: File, visitor: VisitorFile): Promise<unknown> {
  const epoch = visitor.epoch();
  const body = new FormData();
  const { token } = visitor.get();
  if (token) body.append("visitor_token", token);
  body.append("file", file);
  const response = await fetch(url, { method: "POST", body, credentials: "omit" });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(readDetail(answer));
  return visitor.epoch() === epoch ? answer : null;
}
