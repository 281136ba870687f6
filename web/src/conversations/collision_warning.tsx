// Says who else looks at this conversation, and warns when they are answering it.
import { t } from "@lingui/core/macro";
import { Eye, TriangleAlert } from "lucide-react";
import type { Conversation } from "@/api/types";
import { useMe } from "@/auth/me";
import { Avatar } from "@/ui/avatar";
import { useViewers } from "./presence";

export function CollisionWarning({ conversation }: { conversation: Conversation }) {
  const { user } = useMe();
  const others = useViewers(conversation).filter(
    ({ user_id }) => user_id !== user.id && String(user_id) !== String(user.number),
  );
  if (others.length === 0) return null;
  const typists = others.filter(({ typing }) => typing);
  const names = (typists.length > 0 ? typists : others).map(({ name }) => name).join(", ");
  return (
    <div
      role="status"
      className={
        typists.length > 0
          ? "bg-ping/15 text-ping-ink mb-2 flex items-center gap-2 rounded-lg px-3 py-1.5 text-sm font-semibold"
          : "text-faint mb-1.5 flex items-center gap-2 px-1 text-xs"
      }
    >
      {typists.length > 0 ? <TriangleAlert size={15} aria-hidden /> : <Eye size={13} aria-hidden />}
      <span className="flex -space-x-1">
        {others.slice(0, 3).map(({ user_id, name }) => (
          <Avatar key={user_id} name={name} seed={String(user_id)} size="tiny" />
        ))}
      </span>
      {typists.length > 0 ? t`${names} is answering right now` : t`${names} is here too`}
    </div>
  );
}
