// The team: who is in it, in which role, and inviting more.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useIsOwner } from "@/auth/me";
import { Button } from "@/ui/button";
import { Page, Section } from "@/ui/page";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { UserPlus } from "lucide-react";
import { Invitations } from "./invitations";
import { InviteDialog } from "./invite_dialog";
import { MemberRow } from "./member_row";
import { membersQuery } from "./members";

export function TeamPage() {
  const isOwner = useIsOwner();
  const [isInviting, setInviting] = useState(false);
  const query = useQuery(membersQuery);
  return (
    <Page
      title={t`Team`}
      lead={
        isOwner ? t`Who answers with you.` : t`Who answers with you. The owner invites and removes people.`
      }
      action={
        isOwner && (
          <Button weight="primary" onClick={() => setInviting(true)}>
            <UserPlus size={16} aria-hidden />
            {t`Invite`}
          </Button>
        )
      }
    >
      <Section title={t`Members`}>
        {query.isError ? (
          <Problem error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <ul className="divide-line border-line divide-y rounded-xl border">
            {query.data?.map((member) => <MemberRow key={member.id} member={member} />) ?? (
              <li className="p-4">
                <Skeleton className="h-10 w-full" />
              </li>
            )}
          </ul>
        )}
      </Section>
      {isOwner && <Invitations />}
      <InviteDialog isOpen={isInviting} onClose={() => setInviting(false)} />
    </Page>
  );
}
