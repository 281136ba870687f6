// Chooses files to attach; files that are pasted or dropped are read here too.
import { t } from "@lingui/core/macro";
import { Paperclip } from "lucide-react";
import { useRef } from "react";
import { sayProblem } from "@/ui/toasts";
import { Tip } from "@/ui/tip";
import { attach } from "./attaching";

export function AttachButton({ conversationId }: { conversationId: string }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Tip label={t`Attach files`}>
        <button
          type="button"
          aria-label={t`Attach files`}
          onClick={() => input.current?.click()}
          className="text-soft hover:bg-ink/6 hover:text-ink grid size-7 place-items-center rounded-md"
        >
          <Paperclip size={15} aria-hidden />
        </button>
      </Tip>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          attachAll(conversationId, event.target.files);
          // The same file may be chosen again.
          event.target.value = "";
        }}
      />
    </>
  );
}

/** Attaches what was chosen, pasted or dropped; whether there was any file. */
export function attachAll(conversationId: string, files: FileList | null | undefined): boolean {
  if (!files || files.length === 0) return false;
  const problem = attach(conversationId, [...files]);
  if (problem) sayProblem(new Error(problem));
  return true;
}
