// Says that the network is gone and what that means for what is being written.
import { t } from "@lingui/core/macro";
import { WifiOff } from "lucide-react";
import { useIsOnline } from "@/ui/screen";

export function OfflineBanner() {
  const isOnline = useIsOnline();
  return (
    <div role="status" className="shrink-0">
      {!isOnline && (
        <p className="bg-note text-note-ink border-note-line flex items-center justify-center gap-2 border-b px-4 py-1.5 text-sm font-medium">
          <WifiOff size={15} aria-hidden className="shrink-0" />
          {t`You are offline. Keep writing: messages are sent as soon as you are back.`}
        </p>
      )}
    </div>
  );
}
