// The ways by which customers reach the business: what is connected, and connecting more.
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { useIsOwner } from "@/auth/me";
import { Button } from "@/ui/button";
import { ChannelIcon, channelName } from "@/ui/channel_icon";
import { Menu, MenuItem } from "@/ui/menu";
import { Page } from "@/ui/page";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { ChannelRow } from "./channel_row";
import { channelKindsQuery, channelsQuery } from "./queries";

export function ChannelsPage() {
  const isOwner = useIsOwner();
  const channels = useQuery(channelsQuery);
  const kinds = useQuery(channelKindsQuery).data ?? [];
  const navigate = useNavigate();
  const open = (channel: string) => void navigate({ to: "/settings/channels/$channel", params: { channel } });
  const known = channels.data ?? [];
  // The widget's channel comes with the widget, and there is one.
  const offered = kinds.filter(({ fields }) => fields.length > 0);

  return (
    <Page
      title={t`Channels`}
      lead={
        isOwner
          ? t`Every channel ends in the same inbox.`
          : t`Every channel ends in the same inbox. The owner connects them.`
      }
      action={
        isOwner && (
          <Menu
            align="end"
            trigger={
              <Button weight="primary">
                <Plus size={16} aria-hidden />
                {t`Connect`}
              </Button>
            }
          >
            {offered.map((kind) => (
              <MenuItem
                key={kind.type}
                icon={<ChannelIcon type={kind.type} />}
                onChoose={() => open(kind.type)}
              >
                {channelName(kind.type)}
              </MenuItem>
            ))}
          </Menu>
        )
      }
    >
      {channels.isError ? (
        <Problem error={channels.error} onRetry={() => void channels.refetch()} />
      ) : channels.isPending ? (
        <Skeleton className="h-40 w-full rounded-xl" />
      ) : known.length === 0 ? (
        <p className="border-line text-soft rounded-xl border border-dashed p-8 text-center text-pretty">
          {t`Nothing is connected yet. Begin with the chat widget: it needs no account anywhere else.`}
        </p>
      ) : (
        <ul className="divide-line border-line divide-y rounded-xl border">
          {known.map((channel) => {
            const kind = kinds.find(({ type }) => type === channel.type);
            const canEdit = isOwner && kind !== undefined && kind.fields.length > 0;
            return (
              <ChannelRow
                key={channel.id}
                channel={channel}
                onEdit={canEdit ? () => open(channel.id) : null}
              />
            );
          })}
        </ul>
      )}
    </Page>
  );
}
