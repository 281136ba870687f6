// The two lines that put the widget on a site, and copying them.
import { t } from "@lingui/core/macro";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { Button } from "@/ui/button";
import { sayProblem } from "@/ui/toasts";
import { snippetOf } from "./look";

export function Snippet({ widgetId }: { widgetId: string }) {
  const [isCopied, setCopied] = useState(false);
  const snippet = snippetOf(widgetId, location.origin);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(snippet);
      setCopied(true);
      setTimeout(() => setCopied(false), 2500);
    } catch {
      sayProblem(new Error(t`The browser does not let us copy. Select the lines and copy them yourself.`));
    }
  }

  return (
    <div className="bg-sunken border-line rounded-xl border">
      <pre
        className="overflow-x-auto px-4 pt-3.5 pb-3 font-mono text-xs leading-5 select-all"
        role="region"
        tabIndex={0}
        aria-label={t`Snippet`}
      >
        {snippet}
      </pre>
      <div className="border-line flex items-center justify-between gap-3 border-t py-2 pr-2 pl-4">
        <p className="text-faint text-xs">{t`Anywhere between <head> and the end of <body>.`}</p>
        <Button size="small" onClick={() => void copy()}>
          {isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          {isCopied ? t`Copied` : t`Copy`}
        </Button>
      </div>
    </div>
  );
}
