// The sign of each view.
import { Archive, CheckCheck, CircleDashed, Hand, Inbox, Layers, UserRound } from "lucide-react";
import type { ChannelType } from "@/api/types";
import { ChannelIcon } from "@/ui/channel_icon";
import type { View } from "./views";

const icons = {
  mine: UserRound,
  unassigned: Inbox,
  all: Layers,
  handed_over: Hand,
  pending: CircleDashed,
  resolved: CheckCheck,
  closed: Archive,
} as const;

export function ViewIcon({ view, size = 15 }: { view: View; size?: number }) {
  if (view in icons) {
    const Icon = icons[view as keyof typeof icons];
    return <Icon size={size} aria-hidden className="shrink-0" />;
  }
  return <ChannelIcon type={view.slice("channel-".length) as ChannelType} size={size} />;
}
