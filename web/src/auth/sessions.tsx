// Where one is signed in, and ending it there.
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { Laptop, Smartphone, Terminal } from "lucide-react";
import { api, must } from "@/api/client";
import type { Session } from "@/api/types";
import { ago } from "@/time";
import { Button } from "@/ui/button";
import { Section } from "@/ui/page";
import { Problem } from "@/ui/problem";
import { useNow } from "@/ui/screen";
import { Skeleton } from "@/ui/skeleton";
import { say, sayProblem } from "@/ui/toasts";
import { deviceName } from "./device_name";

const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/auth/sessions", { signal })),
});

export function Sessions() {
  const query = useQuery(sessionsQuery);
  return (
    <Section
      title={t`Sessions`}
      lead={t`Where you are signed in. End what you don't recognise and change your password.`}
    >
      {query.isError ? (
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ul className="divide-line border-line divide-y rounded-xl border">
          {query.data?.map((session) => <Row key={session.id} session={session} />) ?? (
            <li className="p-4">
              <Skeleton className="h-9 w-full" />
            </li>
          )}
        </ul>
      )}
    </Section>
  );
}

function Row({ session }: { session: Session }) {
  const client = useQueryClient();
  const now = useNow();
  const device = deviceName(session.user_agent);
  const Icon = { desktop: Laptop, phone: Smartphone, script: Terminal }[device.kind];

  async function end(): Promise<void> {
    try {
      await must(
        api.DELETE("/api/v1/auth/sessions/{session_id}", { params: { path: { session_id: session.id } } }),
      );
      await client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
      say(t`Session ended`);
    } catch (error) {
      sayProblem(error);
    }
  }

  return (
    <li className="flex items-center gap-4 px-4 py-3">
      <Icon size={18} className="text-faint shrink-0" aria-hidden />
      <div className="min-w-0 grow">
        <p className="truncate text-sm font-semibold">{device.name}</p>
        <p className="text-faint text-xs">
          {session.address} ·{" "}
          {session.is_current ? t`this session` : t`last used ${ago(session.last_seen_at, now)}`}
        </p>
      </div>
      {!session.is_current && (
        <Button size="small" onClick={() => void end()}>
          {t`End`}
        </Button>
      )}
    </li>
  );
}
