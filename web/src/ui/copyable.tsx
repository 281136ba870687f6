// A value to be pasted elsewhere: shown whole, chosen with one click, copied by its button.
import { t } from "@lingui/core/macro";
import { Copy } from "lucide-react";
import { IconButton } from "./button";
import { say, sayProblem } from "./toasts";

export function Copyable({ label, value }: { label: string; value: string }) {
  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(value);
      say(t`Copied`);
    } catch (error) {
      sayProblem(error);
    }
  }
  return (
    <div>
      <p className="text-soft text-xs font-semibold">{label}</p>
      <div className="border-line bg-sunken mt-1 flex items-center gap-2 rounded-lg border ps-3">
        <code className="min-w-0 grow py-2 font-mono text-xs break-all select-all">{value}</code>
        <IconButton label={t`Copy ${label}`} onClick={() => void copy()}>
          <Copy size={15} />
        </IconButton>
      </div>
    </div>
  );
}
