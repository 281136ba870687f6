// The ways by which customers reach the business: what is connected, and connecting more.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { Channel, ChannelKind } from "@/api/types";
import { useIsOwner } from "@/auth/me";
import { Button } from "@/ui/button";
import { ChannelIcon, channelName } from "@/ui/channel_icon";
import { Modal } from "@/ui/dialog";
import { Menu, MenuItem } from "@/ui/menu";
import { Page } from "@/ui/page";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { ChannelForm } from "./channel_form";
import { ChannelRow } from "./channel_row";
import { channelKindsQuery, channelsQuery } from "./queries";

interface Editing {
  kind: ChannelKind;
  channel: Channel | null;
}

export function ChannelsPage() {
  const isOwner = useIsOwner();
  const channels = useQuery(channelsQuery);
  const kinds = useQuery(channelKindsQuery).data ?? [];
  const [editing, setEditing] = useState<Editing | null>(null);
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
                onChoose={() => setEditing({ kind, channel: null })}
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
                onEdit={canEdit ? () => setEditing({ kind, channel }) : null}
              />
            );
          })}
        </ul>
      )}
      <Modal
        isOpen={editing !== null}
        onClose={() => setEditing(null)}
        title={editing ? channelName(editing.kind.type) : ""}
        description={
          editing?.channel ? t`Secrets are shown masked. Leave them as they are to keep them.` : undefined
        }
      >
        {editing && (
          <ChannelForm kind={editing.kind} channel={editing.channel} onDone={() => setEditing(null)} />
        )}
      </Modal>
    </Page>
  );
}
