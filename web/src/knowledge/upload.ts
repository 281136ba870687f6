// Sends files to be made articles of, and tells how much has gone. Knows the form that the server takes, not the screen.
import { t } from "@lingui/core/macro";
import { Failure, failureOf, unreachable } from "@/api/failure";
import type { ArticleState, Import } from "@/api/types";
import { readToken } from "@/auth/token";

/** Files of one import. */
export const mostFiles = 100;
/** What the server can read, as browsers name it. */
export const kinds = ".md,.markdown,.html,.htm,.txt,.pdf,.csv,.zip";

export function uploadFiles(
  files: File[],
  state: ArticleState,
  { onProgress, signal }: { onProgress: (share: number) => void; signal: AbortSignal },
): Promise<Import> {
  return new Promise((resolve, reject) => {
    if (files.length > mostFiles)
      return reject(new Failure(0, t`${mostFiles} files at a time. Put more of them into a ZIP archive.`));
    // Not `fetch`: that tells nothing of what is sent so far.
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/kb/imports");
    request.setRequestHeader("Authorization", `Bearer ${readToken() ?? ""}`);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(unreachable());
    request.onload = () => {
      const body = parse(request.responseText);
      if (request.status === 201) resolve(body as Import);
      else reject(refusal(request.status, body));
    };
    signal.addEventListener("abort", () => request.abort());
    request.onabort = () => reject(new DOMException("Cancelled", "AbortError"));
    const form = new FormData();
    // Before the files, which are kept as they arrive.
    form.append("state", state);
    for (const file of files) form.append("file", file);
    request.send(form);
  });
}

function refusal(status: number, body: unknown): Failure {
  if (status === 413)
    return new Failure(
      status,
      t`One of the files is too large. 25 MB each at most, unless your server says otherwise.`,
    );
  return failureOf(new Response(null, { status: Math.max(status, 200) }), body);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
