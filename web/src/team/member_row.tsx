// One member: presence, role, and for the owner changing the role or removing them.
import { useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { api, must } from "@/api/client";
import type { GivenRole, Member } from "@/api/types";
import { useIsOwner, useMe } from "@/auth/me";
import { Avatar } from "@/ui/avatar";
import { IconButton } from "@/ui/button";
import { Removal } from "@/ui/removal";
import { say, sayProblem } from "@/ui/toasts";
import { presenceName, roleName } from "./words";

export function MemberRow({ member }: { member: Member }) {
  const isOwner = useIsOwner();
  const { user } = useMe();
  const client = useQueryClient();
  const [isRemoving, setRemoving] = useState(false);
  const mayChange = isOwner && member.role !== "owner";
  const path = { member_id: member.id };

  async function attempt(call: () => Promise<unknown>, words: string): Promise<void> {
    try {
      await call();
      say(words);
    } catch (error) {
      sayProblem(error);
    }
    await client.invalidateQueries({ queryKey: ["team"] });
  }

  return (
    <li className="flex items-center gap-3.5 px-4 py-3">
      <Avatar name={member.name} seed={member.user_id} status={member.status} />
      <div className="min-w-0 grow">
        <p className="truncate text-sm font-semibold">
          {member.name}
          {member.user_id === user.id && <span className="text-faint font-normal"> · {t`you`}</span>}
        </p>
        <p className="text-faint truncate text-xs">
          {presenceName(member.status)} · {member.email}
        </p>
      </div>
      {mayChange ? (
        <select
          aria-label={t`Role of ${member.name}`}
          value={member.role}
          onChange={(event) =>
            void attempt(
              () =>
                must(
                  api.PATCH("/api/v1/team/members/{member_id}", {
                    params: { path },
                    body: { role: event.target.value as GivenRole },
                  }),
                ),
              t`${member.name} is now ${roleName(event.target.value as GivenRole)}`,
            )
          }
          className="border-line-strong/70 bg-raised h-8 shrink-0 rounded-lg border px-2 text-sm"
        >
          <option value="admin">{roleName("admin")}</option>
          <option value="agent">{roleName("agent")}</option>
        </select>
      ) : (
        <span className="text-soft shrink-0 px-2 text-sm">{roleName(member.role)}</span>
      )}
      {isOwner && (
        <span className="w-8">
          {mayChange && (
            <IconButton label={t`Remove ${member.name}`} onClick={() => setRemoving(true)}>
              <Trash2 size={16} />
            </IconButton>
          )}
        </span>
      )}
      <Removal
        isOpen={isRemoving}
        title={t`Remove ${member.name}?`}
        description={t`They lose access at once. Their open conversations go back to Unassigned; what they wrote stays.`}
        onClose={() => setRemoving(false)}
        onRemove={() =>
          void attempt(
            () => must(api.DELETE("/api/v1/team/members/{member_id}", { params: { path } })),
            t`${member.name} is removed`,
          )
        }
      />
    </li>
  );
}
