// Sends files to be made articles of, and tells how much has gone. Knows the form that the server takes, not the screen.
import { t } from "@lingui/core/macro";
import { Failure } from "@/api/failure";
import { sendForm } from "@/api/send_form";
import type { ArticleState, Import } from "@/api/types";

/** Files of one import. */
export const mostFiles = 100;
/** What the server can read, as browsers name it. */
export const kinds = ".md,.markdown,.html,.htm,.txt,.pdf,.csv,.zip";

export async function uploadFiles(
  files: File[],
  state: ArticleState,
  sending: { onProgress: (share: number) => void; signal: AbortSignal },
): Promise<Import> {
  if (files.length > mostFiles)
    throw new Failure(0, t`${mostFiles} files at a time. Put more of them into a ZIP archive.`);
  const form = new FormData();
  // Before the files, which are kept as they arrive.
  form.append("state", state);
  for (const file of files) form.append("file", file);
  try {
    return await sendForm<Import>("/api/v1/kb/imports", form, sending);
  } catch (error) {
    if (error instanceof Failure && error.status === 413)
      throw new Failure(
        error.status,
        t`One of the files is too large. 25 MB each at most, unless your server says otherwise.`,
      );
    throw error;
  }
}
