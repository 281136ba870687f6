// Sends a form with files in it and tells how much has gone, which `fetch` can't; what comes back is heard as the
// client hears it. Knows no screen.
import { readToken } from "@/auth/token";
import { forgetRefused } from "./client";
import { failureOf, unreachable } from "./failure";

interface Sending {
  /** From 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
}

/** The answer's body, or a Failure. */
export function sendForm<T>(path: string, form: FormData, { onProgress, signal }: Sending): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const sent = `Bearer ${readToken() ?? ""}`;
    request.open("POST", path);
    request.setRequestHeader("Authorization", sent);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      const response = answerOf(request.status, request.getAllResponseHeaders());
      const body = parse(request.responseText);
      forgetRefused(sent, response);
      if (response.ok) resolve(body as T);
      else reject(failureOf(response, body));
    };
    request.onabort = () => reject(new DOMException("Cancelled", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

/** Without its body; `headers` as an XMLHttpRequest gives them, a line each. */
export function answerOf(status: number, headers: string): Response {
  const lines = headers.split("\r\n").filter(Boolean);
  const pairs = lines.map((line): [string, string] => {
    const at = line.indexOf(":");
    return [line.slice(0, at), line.slice(at + 1).trim()];
  });
  return new Response(null, { status, headers: pairs });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
