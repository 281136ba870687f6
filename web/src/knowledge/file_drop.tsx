// Takes files by the picker or by drag and drop, and sends them at once.
import { useQueryClient } from "@tanstack/react-query";
import { plural, t } from "@lingui/core/macro";
import { FileUp } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { ArticleState } from "@/api/types";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { FormProblem } from "@/ui/problem";
import { say } from "@/ui/toasts";
import { importsKey } from "./queries";
import { kinds, uploadFiles } from "./upload";

interface Sending {
  files: File[];
  share: number;
  abort: () => void;
}

export function FileDrop({ state }: { state: ArticleState }) {
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<Sending | null>(null);
  const [isOver, setOver] = useState(false);
  const [refused, setRefused] = useState<{ error: unknown; files: File[] } | null>(null);

  async function send(files: File[]): Promise<void> {
    if (files.length === 0 || sending) return;
    const control = new AbortController();
    setRefused(null);
    setSending({ files, share: 0, abort: () => control.abort() });
    try {
      await uploadFiles(files, state, {
        signal: control.signal,
        onProgress: (share) => setSending((before) => before && { ...before, share }),
      });
      say(t`The import has begun`);
      await client.invalidateQueries({ queryKey: importsKey });
    } catch (error) {
      if (!(error instanceof DOMException)) setRefused({ error, files });
    } finally {
      setSending(null);
    }
  }

  function drop(data: DataTransfer): void {
    setOver(false);
    const isFolder = [...data.items].some((item) => item.webkitGetAsEntry()?.isDirectory);
    const error = new Error(t`A folder can't be read from here. Put it into a ZIP archive, and drop that.`);
    if (isFolder) setRefused({ error, files: [] });
    else void send([...data.files]);
  }

  // Anywhere on the page: beside the field, the browser would leave the app to show the file.
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      // On its way out of the window it is over nothing.
      setOver(event.type !== "dragleave" || event.relatedTarget !== null);
    };
    const dropped = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) drop(event.dataTransfer);
    };
    window.addEventListener("dragover", over);
    window.addEventListener("dragleave", over);
    window.addEventListener("drop", dropped);
    return () => {
      window.removeEventListener("dragover", over);
      window.removeEventListener("dragleave", over);
      window.removeEventListener("drop", dropped);
    };
  });

  return (
    <div className="grid gap-3">
      <div
        data-drop
        className={classes(
          "grid min-h-52 place-content-center justify-items-center gap-3 rounded-2xl border-2 border-dashed p-6 text-center transition-colors",
          isOver ? "border-accent bg-accent-soft" : "border-line-strong/70",
        )}
      >
        {sending ? (
          <Progress sending={sending} />
        ) : (
          <>
            <FileUp size={24} aria-hidden className="text-accent" />
            <p className="text-sm font-semibold max-md:hidden">{t`Drop files here`}</p>
            <Button weight="primary" onClick={() => input.current?.click()}>
              {t`Choose files`}
            </Button>
            <p className="text-faint max-w-72 text-xs text-pretty">
              {t`Markdown, HTML, text, PDF, CSV with questions and answers, or a ZIP of them. Up to 100 files, 25\u00a0MB each.`}
            </p>
          </>
        )}
        <input
          ref={input}
          type="file"
          multiple
          hidden
          accept={kinds}
          aria-label={t`Files to import`}
          onChange={(event) => {
            void send([...(event.target.files ?? [])]);
            // The same file may be chosen again.
            event.target.value = "";
          }}
        />
      </div>
      <FormProblem error={refused?.error} />
      {refused && refused.files.length > 0 && (
        <div>
          <Button size="small" onClick={() => void send(refused.files)}>
            {t`Try again`}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A link or a word that is dragged goes where it is dropped. */
function hasFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes("Files") ?? false;
}

function Progress({ sending: { files, share, abort } }: { sending: Sending }) {
  const count = files.length;
  return (
    <>
      <p className="text-sm font-semibold">
        {plural(count, { one: "Sending # file…", other: "Sending # files…" })}
      </p>
      <progress aria-label={t`Sent so far`} value={share} max={1} className="accent-accent h-2 w-56" />
      <Button size="small" onClick={abort}>
        {t`Cancel`}
      </Button>
    </>
  );
}
