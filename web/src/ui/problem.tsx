// Something could not be loaded: why, and a way to try again.
import { t } from "@lingui/core/macro";
import { CloudOff } from "lucide-react";
import { explain } from "@/api/failure";
import { Button } from "./button";

export function Problem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div role="alert" className="flex h-full flex-col items-center justify-center gap-3 p-8 text-center">
      <CloudOff size={26} className="text-faint" aria-hidden />
      <p className="text-soft max-w-72 text-sm text-pretty">{explain(error)}</p>
      <Button size="small" onClick={onRetry}>
        {t`Try again`}
      </Button>
    </div>
  );
}

/** Over a form: what the server said about it as a whole. */
export function FormProblem({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <p role="alert" className="bg-danger-soft text-danger rounded-lg px-3 py-2 text-sm font-medium">
      {explain(error)}
    </p>
  );
}
