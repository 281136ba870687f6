// Who shall have this conversation: me first, then the team, then nobody.
import { t } from "@lingui/core/macro";
import { CircleDashed } from "lucide-react";
import type { Conversation } from "@/api/types";
import { useMe } from "@/auth/me";
import { useMembers } from "@/team/members";
import { presenceName } from "@/team/words";
import { Avatar } from "@/ui/avatar";
import { type Choice, Picker } from "@/ui/picker";
import { useActions } from "./actions";

interface AssignPickerProps {
  isOpen: boolean;
  onClose: () => void;
  conversation: Conversation;
}

export function AssignPicker({ isOpen, onClose, conversation }: AssignPickerProps) {
  const { user, team_role } = useMe();
  const members = useMembers();
  const { assign } = useActions();
  // An agent may take an unassigned conversation or give up its own (decision D22).
  const mayAssignOthers = team_role !== "agent";
  const byMeFirst = members
    .filter((member) => member.is_active && (mayAssignOthers || member.user_id === user.id))
    .toSorted((one, other) => Number(other.user_id === user.id) - Number(one.user_id === user.id));
  const choices: Choice[] = byMeFirst.map((member) => ({
    id: member.id,
    label: member.user_id === user.id ? t`${member.name} (you)` : member.name,
    hint: member.user_id === conversation.assignee_id ? t`has it now` : presenceName(member.status),
    words: member.email,
    icon: <Avatar name={member.name} seed={member.user_id} size="small" status={member.status} />,
    run: () => assign(conversation, member.user_id, member.name),
  }));
  if (conversation.assignee_id) {
    choices.push({
      id: "nobody",
      label: t`Nobody`,
      hint: t`back to Unassigned`,
      icon: <CircleDashed size={18} />,
      run: () => assign(conversation, null, ""),
    });
  }
  return (
    <Picker
      isOpen={isOpen}
      onClose={onClose}
      title={t`Assign`}
      placeholder={t`Assign to…`}
      choices={choices}
    />
  );
}
