// One connected channel: what it is, whether it is on, and for the owner its settings.
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { Ellipsis, Power, Settings2, Trash2 } from "lucide-react";
import { useState } from "react";
import { api, must } from "@/api/client";
import type { Channel } from "@/api/types";
import { useIsOwner } from "@/auth/me";
import { ChannelIcon, channelName } from "@/ui/channel_icon";
import { classes } from "@/ui/classes";
import { Removal } from "@/ui/removal";
import { Menu, MenuItem, MenuLine } from "@/ui/menu";
import { say, sayProblem } from "@/ui/toasts";
import { accountOf } from "./account";
import { channelsQuery } from "./queries";

export function ChannelRow({ channel, onEdit }: { channel: Channel; onEdit: (() => void) | null }) {
  const isOwner = useIsOwner();
  const client = useQueryClient();
  const [isDeleting, setDeleting] = useState(false);
  const name = channelName(channel.type);
  const path = { channel_id: channel.id };

  async function attempt(call: () => Promise<unknown>, words: string): Promise<void> {
    try {
      await call();
      say(words);
    } catch (error) {
      sayProblem(error);
    }
    await client.invalidateQueries({ queryKey: channelsQuery.queryKey });
  }

  const toggle = () =>
    attempt(
      () =>
        must(
          api.PATCH("/api/v1/channels/{channel_id}", {
            params: { path },
            body: { is_active: !channel.is_active },
          }),
        ),
      channel.is_active ? t`${name} is off` : t`${name} is on`,
    );
  const remove = () =>
    attempt(
      () => must(api.DELETE("/api/v1/channels/{channel_id}", { params: { path } })),
      t`${name} is removed`,
    );

  return (
    <li className="flex items-center gap-4 px-4 py-3.5">
      <span className="bg-sunken text-soft inline-flex size-10 shrink-0 items-center justify-center rounded-xl">
        <ChannelIcon type={channel.type} size={18} />
      </span>
      <div className="min-w-0 grow">
        <p className="text-sm font-semibold">{name}</p>
        <p className="text-faint truncate text-xs">{addressOf(channel)}</p>
        {channel.is_active && channel.problem && (
          <p className="text-danger text-xs font-medium text-pretty">{channel.problem}</p>
        )}
      </div>
      <span
        className={classes(
          "inline-flex items-center gap-1.5 text-xs font-medium",
          channel.is_active ? "text-soft" : "text-faint",
        )}
      >
        <span className={classes("size-2 rounded-full", lamp(channel))} />
        {channel.is_active ? (channel.problem ? t`Trouble` : t`On`) : t`Off`}
      </span>
      {isOwner && (
        <Menu
          align="end"
          trigger={
            <button
              type="button"
              aria-label={t`Settings of ${name}`}
              className="text-soft hover:bg-hover hover:text-ink inline-flex size-8 shrink-0 items-center justify-center rounded-lg"
            >
              <Ellipsis size={18} />
            </button>
          }
        >
          {onEdit && (
            <MenuItem icon={<Settings2 size={15} />} onChoose={onEdit}>
              {t`Settings`}
            </MenuItem>
          )}
          <MenuItem icon={<Power size={15} />} onChoose={() => void toggle()}>
            {channel.is_active ? t`Switch off` : t`Switch on`}
          </MenuItem>
          <MenuLine />
          <MenuItem icon={<Trash2 size={15} />} isDanger onChoose={() => setDeleting(true)}>
            {t`Remove`}
          </MenuItem>
        </Menu>
      )}
      <Removal
        isOpen={isDeleting}
        title={t`Remove ${name}?`}
        description={t`Nothing arrives or leaves by it any more. Its conversations stay. To pause it, switch it off instead.`}
        onClose={() => setDeleting(false)}
        onRemove={() => void remove()}
      />
    </li>
  );
}

function lamp({ is_active, problem }: Channel): string {
  if (!is_active) return "bg-line-strong";
  return problem ? "bg-danger" : "bg-good";
}

/** What tells this channel from another of its kind. */
function addressOf(channel: Channel) {
  if (channel.type === "widget") {
    return (
      <Link to="/settings/widget" className="underline underline-offset-2">
        {t`How it looks and where it is shown`}
      </Link>
    );
  }
  return accountOf(channel) ?? t`Connected`;
}
