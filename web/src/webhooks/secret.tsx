// A secret that was just made, to be copied.
import { t } from "@lingui/core/macro";
import { Copy } from "lucide-react";
import { Button } from "@/ui/button";
import { say, sayProblem } from "@/ui/toasts";

export function Secret({ secret, onDone }: { secret: string; onDone: () => void }) {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(secret);
      say(t`Copied`);
    } catch (error) {
      sayProblem(error);
    }
  }
  return (
    <div className="grid gap-4 px-6 pt-4 pb-5">
      <code
        aria-label={t`Secret`}
        className="bg-note border-note-line text-note-ink rounded-xl border p-4 font-mono text-xs break-all select-all"
      >
        {secret}
      </code>
      <p className="text-soft text-sm">
        {t`Each request is signed with it, as Standard Webhooks has it. After a change the secret before signs too for 24 hours.`}
      </p>
      <div className="flex justify-end gap-2">
        <Button onClick={() => void copy()}>
          <Copy size={15} aria-hidden />
          {t`Copy`}
        </Button>
        <Button weight="primary" onClick={onDone}>
          {t`Done`}
        </Button>
      </div>
    </div>
  );
}
