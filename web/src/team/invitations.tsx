// Invitations that nobody has accepted yet.
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { api, must } from "@/api/client";
import { date } from "@/time";
import { Button } from "@/ui/button";
import { Section } from "@/ui/page";
import { say, sayProblem } from "@/ui/toasts";
import { roleName } from "./words";

const invitationsQuery = queryOptions({
  queryKey: ["team", "invitations"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/team/invitations", { signal })),
});

export function Invitations() {
  const client = useQueryClient();
  const invitations = useQuery(invitationsQuery).data ?? [];
  if (invitations.length === 0) return null;

  async function withdraw(id: string): Promise<void> {
    try {
      await must(
        api.DELETE("/api/v1/team/invitations/{invitation_id}", { params: { path: { invitation_id: id } } }),
      );
      await client.invalidateQueries({ queryKey: invitationsQuery.queryKey });
      say(t`Invitation withdrawn`);
    } catch (error) {
      sayProblem(error);
    }
  }

  return (
    <Section title={t`Invited`}>
      <ul className="divide-line border-line divide-y rounded-xl border">
        {invitations.map(({ id, email, role, expires_at }) => (
          <li key={id} className="flex items-center gap-4 px-4 py-3">
            <div className="min-w-0 grow">
              <p className="truncate text-sm font-semibold">{email}</p>
              <p className="text-faint text-xs">{t`${roleName(role)} · the link works until ${date(expires_at)}`}</p>
            </div>
            <Button size="small" onClick={() => void withdraw(id)}>
              {t`Withdraw`}
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}
