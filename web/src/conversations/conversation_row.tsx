// One conversation in the list: who, what they last wrote, when, and what an agent needs to choose the next one.
import { Link } from "@tanstack/react-router";
import { Plural } from "@lingui/react/macro";
import { t } from "@lingui/core/macro";
import { AlarmClock, ArrowUp, CornerUpLeft, Hand, PenLine } from "lucide-react";
import { memo } from "react";
import type { Conversation } from "@/api/types";
import { useMember } from "@/team/members";
import { fullTime, shortTime } from "@/time";
import { Avatar } from "@/ui/avatar";
import { ChannelIcon, channelName } from "@/ui/channel_icon";
import { classes } from "@/ui/classes";
import { hasText, useDraft } from "./drafts";
import type { Place } from "./place";
import { unmarked } from "./preview";
import { customerName, priorityName, statusName } from "./words";

interface RowProps {
  conversation: Conversation;
  place: Place;
  now: number;
  isChosen: boolean;
}

export const ConversationRow = memo(function ConversationRow({
  conversation,
  place,
  now,
  isChosen,
}: RowProps) {
  const name = customerName(conversation);
  // What is open is being read: no mark for the moment until the server knows.
  const isUnread = conversation.unread_count > 0 && !isChosen;
  const assignee = useMember(conversation.assignee_id);
  const draft = useDraft(conversation.id);
  const last = conversation.last_message;
  const isOurs = last && last.sender_type !== "customer";
  const showsStatus = place.filter.status === undefined;

  return (
    <Link
      to="/inbox/$view/{-$conversation}"
      params={{ view: place.view, conversation: conversation.id }}
      search={(before) => before}
      aria-current={isChosen ? "true" : undefined}
      data-conversation={conversation.id}
      className={classes(
        "focus-inset group relative flex h-18.5 gap-3 rounded-xl px-3 py-2 transition-colors duration-75",
        isChosen ? "bg-accent-soft" : "hover:bg-sunken",
      )}
    >
      <Avatar name={name} seed={conversation.customer_id ?? conversation.id} />
      <div className="min-w-0 grow">
        <div className="flex items-baseline gap-2">
          <span className={classes("truncate text-base", isUnread ? "font-bold" : "font-medium")}>
            <bdi>{name}</bdi>
          </span>
          {conversation.priority === "urgent" || conversation.priority === "high" ? (
            <ArrowUp
              size={13}
              strokeWidth={2.75}
              className="text-ping-ink shrink-0 self-center"
              aria-label={priorityName(conversation.priority)}
            />
          ) : null}
          <time
            dateTime={conversation.updated_at}
            title={fullTime(conversation.updated_at)}
            className={classes("tabular ml-auto shrink-0 text-xs", isChosen ? "text-soft" : "text-faint")}
          >
            {shortTime(conversation.updated_at, now)}
          </time>
        </div>
        <div className="flex items-center gap-2">
          <p
            dir="auto"
            className={classes("truncate text-sm", isUnread ? "text-ink font-medium" : "text-soft")}
          >
            {isOurs && (
              <CornerUpLeft
                size={12}
                className="text-faint mr-1 inline -translate-y-px"
                aria-label={t`We wrote`}
              />
            )}
            {(isOurs ? unmarked(last.preview) : last?.preview) ?? conversation.subject ?? t`No messages yet`}
          </p>
          {isUnread && (
            <span className="bg-ping tabular ml-auto inline-flex h-4 min-w-4 shrink-0 items-center justify-center rounded-full px-1 text-2xs font-bold text-[oklch(0.2_0.05_40)]">
              <span aria-hidden>{conversation.unread_count}</span>
              <span className="sr-only">
                <Plural value={conversation.unread_count} one="# unread message" other="# unread messages" />
              </span>
            </span>
          )}
        </div>
        <div
          className={classes(
            "mt-0.5 flex h-4 items-center gap-1.5 text-xs",
            isChosen ? "text-soft" : "text-faint",
          )}
        >
          <ChannelIcon type={conversation.channel_type} size={13} />
          <span className="truncate">
            {conversation.subject ?? (conversation.tags.join(", ") || channelName(conversation.channel_type))}
          </span>
          <span className="ml-auto flex shrink-0 items-center gap-1.5">
            {conversation.handoff_at && (
              <Hand size={12} className="text-ping-ink" aria-label={t`Handed over by Theo`} />
            )}
            {hasText(draft) && <PenLine size={12} className="text-ping-ink" aria-label={t`Draft`} />}
            {conversation.snoozed_until && <AlarmClock size={12} aria-label={t`Snoozed`} />}
            {showsStatus && <span className="font-medium">{statusName(conversation.status)}</span>}
            {assignee && place.view !== "mine" && (
              <span title={assignee.name}>
                <Avatar name={assignee.name} seed={assignee.user_id} size="tiny" className="-mt-px -mb-0.5" />
                <span className="sr-only">{t`Assigned to ${assignee.name}`}</span>
              </span>
            )}
          </span>
        </div>
      </div>
    </Link>
  );
});
