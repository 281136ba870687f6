// The files that go with what is being written: how far each has come, and a way to take it off again.
import { t } from "@lingui/core/macro";
import { FileText, X } from "lucide-react";
import { classes } from "@/ui/classes";
import { type Attaching, detach } from "./attaching";

export function AttachingTray({ conversationId, files }: { conversationId: string; files: Attaching[] }) {
  if (files.length === 0) return null;
  return (
    <ul aria-label={t`Attached files`} className="flex flex-wrap gap-2 px-3.5 pb-2">
      {files.map((file) => (
        <li
          key={file.key}
          className={classes(
            "bg-sunken relative flex max-w-full items-center gap-2 overflow-hidden rounded-lg py-1.5 pr-1 pl-2 text-sm",
            file.problem && "outline-danger/60 outline-1",
          )}
        >
          {file.preview ? (
            <img src={file.preview} alt="" className="size-8 shrink-0 rounded object-cover" />
          ) : (
            <FileText size={16} aria-hidden className="text-soft shrink-0" />
          )}
          <span className="min-w-0">
            <bdi className="block max-w-56 truncate">{file.attachment?.filename ?? file.name}</bdi>
            {file.problem && (
              <span role="alert" className="text-danger block max-w-72 text-xs font-medium">
                {file.problem}
              </span>
            )}
          </span>
          <button
            type="button"
            aria-label={t`Remove ${file.name}`}
            onClick={() => detach(conversationId, file.key)}
            className="text-soft hover:bg-ink/8 grid size-6 shrink-0 place-items-center rounded-md"
          >
            <X size={14} aria-hidden />
          </button>
          {!file.attachment && !file.problem && (
            <progress
              aria-label={t`Uploading ${file.name}`}
              value={file.progress}
              max={1}
              className="accent-accent absolute inset-x-0 bottom-0 h-1 w-full"
            />
          )}
        </li>
      ))}
    </ul>
  );
}
