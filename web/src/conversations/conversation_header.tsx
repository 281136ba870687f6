// Over the messages: who it is, in which state, who has it, and the buttons that agents use most.
import { t } from "@lingui/core/macro";
import {
  AlarmClock,
  ArrowLeft,
  Check,
  CircleDashed,
  Ellipsis,
  Link2,
  PanelRight,
  RotateCcw,
  ScrollText,
  Tag,
  UserRound,
  XCircle,
} from "lucide-react";
import type { Conversation } from "@/api/types";
import { useMember } from "@/team/members";
import { useTheoMode } from "@/theo/answers";
import { fullTime } from "@/time";
import { Avatar } from "@/ui/avatar";
import { Button, IconButton } from "@/ui/button";
import { ChannelIcon, channelName } from "@/ui/channel_icon";
import { Menu, MenuItem, MenuLine } from "@/ui/menu";
import { useScreen } from "@/ui/screen";
import { say } from "@/ui/toasts";
import { keysOf } from "./keymap";
import { runCommand } from "./run_command";
import { useSettings } from "./settings";
import { StatusPill } from "./status_pill";
import { customerName } from "./words";

interface ConversationHeaderProps {
  conversation: Conversation;
  /** Too long to be read through quickly. */
  isLong: boolean;
  onBack: (() => void) | null;
  onCustomer: () => void;
}

export function ConversationHeader({ conversation, isLong, onBack, onCustomer }: ConversationHeaderProps) {
  const name = customerName(conversation);
  const isOver = conversation.status === "resolved" || conversation.status === "closed";
  const isPhone = useScreen("phone");
  const isWide = useScreen("wide");
  const { showCustomer } = useSettings();
  const sums = useTheoMode() !== "off";
  return (
    <header className="border-line @container flex min-h-15 items-center gap-2 border-b px-4 py-2 max-md:px-2">
      {onBack && (
        <IconButton label={t`Back to the list`} onClick={onBack}>
          <ArrowLeft size={18} />
        </IconButton>
      )}
      <div className="mr-auto min-w-0">
        <div className="flex items-center gap-2">
          <h2 className="truncate text-[0.9375rem] leading-5 font-semibold">
            <bdi>{name}</bdi>
          </h2>
          <StatusPill status={conversation.status} />
        </div>
        <p className="text-faint flex items-center gap-1.5 text-xs">
          <ChannelIcon type={conversation.channel_type} size={12} />
          <span className="truncate">
            {conversation.snoozed_until
              ? t`Snoozed until ${fullTime(conversation.snoozed_until)}`
              : (conversation.subject ?? channelName(conversation.channel_type))}
          </span>
        </p>
      </div>
      <AssigneeButton conversation={conversation} />
      {!isPhone && isLong && sums && (
        <span className="hidden @xl:inline-flex">
          <IconButton label={t`Sum up`} keys={keysOf("summary")} onClick={() => runCommand("summary")}>
            <ScrollText size={17} />
          </IconButton>
        </span>
      )}
      {!isPhone && (
        <IconButton label={t`Snooze`} keys={keysOf("snooze")} onClick={() => runCommand("snooze")}>
          <AlarmClock size={17} />
        </IconButton>
      )}
      {!isPhone &&
        (isOver ? (
          <Button size="small" onClick={() => runCommand("resolve")}>
            <RotateCcw size={14} aria-hidden />
            {t`Reopen`}
          </Button>
        ) : (
          <Button size="small" weight="primary" onClick={() => runCommand("resolve")}>
            <Check size={15} strokeWidth={2.5} aria-hidden />
            {t`Resolve`}
          </Button>
        ))}
      <MoreMenu conversation={conversation} isOver={isOver} sums={sums} />
      <IconButton
        label={t`About the customer`}
        keys={keysOf("customer")}
        isOn={isWide ? showCustomer : undefined}
        onClick={onCustomer}
      >
        {isPhone ? <UserRound size={17} /> : <PanelRight size={17} />}
      </IconButton>
    </header>
  );
}

function AssigneeButton({ conversation }: { conversation: Conversation }) {
  const assignee = useMember(conversation.assignee_id);
  const isPhone = useScreen("phone");
  const label = assignee ? t`Assigned to ${assignee.name}. Change` : t`Assign`;
  if (isPhone || assignee) {
    return (
      <IconButton label={label} keys={keysOf("assign")} onClick={() => runCommand("assign")}>
        {assignee ? (
          <Avatar name={assignee.name} seed={assignee.user_id} size="small" />
        ) : (
          <CircleDashed size={17} />
        )}
      </IconButton>
    );
  }
  return (
    <Button size="small" weight="quiet" onClick={() => runCommand("assign")}>
      <CircleDashed size={15} aria-hidden />
      {t`Assign`}
    </Button>
  );
}

function MoreMenu({
  conversation,
  isOver,
  sums,
}: {
  conversation: Conversation;
  isOver: boolean;
  sums: boolean;
}) {
  async function copyLink(): Promise<void> {
    await navigator.clipboard.writeText(`${location.origin}/inbox/all/${conversation.id}`);
    say(t`Link copied`);
  }
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t`More`}
          className="text-soft hover:bg-hover hover:text-ink inline-flex size-8 shrink-0 items-center justify-center rounded-lg"
        >
          <Ellipsis size={18} />
        </button>
      }
    >
      <MenuItem
        icon={isOver ? <RotateCcw size={15} /> : <Check size={15} />}
        keys={keysOf("resolve")}
        onChoose={() => runCommand("resolve")}
      >
        {isOver ? t`Reopen` : t`Resolve`}
      </MenuItem>
      <MenuItem
        icon={<CircleDashed size={15} />}
        keys={keysOf("pending")}
        onChoose={() => runCommand("pending")}
      >
        {conversation.status === "pending" ? t`Back to open` : t`Pending`}
      </MenuItem>
      <MenuItem icon={<AlarmClock size={15} />} keys={keysOf("snooze")} onChoose={() => runCommand("snooze")}>
        {t`Snooze…`}
      </MenuItem>
      {conversation.status !== "closed" && (
        <MenuItem icon={<XCircle size={15} />} keys={keysOf("close")} onChoose={() => runCommand("close")}>
          {t`Close`}
        </MenuItem>
      )}
      <MenuLine />
      <MenuItem icon={<Tag size={15} />} keys={keysOf("tags")} onChoose={() => runCommand("tags")}>
        {t`Tags…`}
      </MenuItem>
      {sums && (
        <MenuItem
          icon={<ScrollText size={15} />}
          keys={keysOf("summary")}
          onChoose={() => runCommand("summary")}
        >
          {t`Sum up`}
        </MenuItem>
      )}
      <MenuItem icon={<Link2 size={15} />} onChoose={() => void copyLink()}>
        {t`Copy link`}
      </MenuItem>
    </Menu>
  );
}
