// An address that leads nowhere, and a screen that broke: what to do in either case.
import { Link, useRouter } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { Compass } from "lucide-react";
import { EmptyState } from "@/ui/empty_state";
import { Problem } from "@/ui/problem";

export function Lost() {
  return (
    <main className="h-dvh">
      <EmptyState
        icon={<Compass size={22} />}
        title={t`There is nothing at this address`}
        action={
          <Link to="/" className="text-accent font-semibold underline underline-offset-2">
            {t`Go to the inbox`}
          </Link>
        }
      />
    </main>
  );
}

export function Broken({ error }: { error: unknown }) {
  const router = useRouter();
  return (
    <main className="h-dvh w-full">
      <Problem error={error} onRetry={() => void router.invalidate()} />
    </main>
  );
}
