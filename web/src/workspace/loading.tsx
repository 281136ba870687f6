// Between two screens, when the next one takes its time.
import { t } from "@lingui/core/macro";
import { Mark } from "@/ui/logo";

export function Loading() {
  return (
    <div
      role="status"
      aria-label={t`Loading`}
      className="flex h-full min-h-64 grow items-center justify-center"
    >
      <span className="animate-breathe">
        <Mark size={36} />
      </span>
    </div>
  );
}
