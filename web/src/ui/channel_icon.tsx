// The sign and the name of each kind of channel. The only place, besides its settings, that asks which one it is.
import { t } from "@lingui/core/macro";
import { AtSign, Camera, Mail, MessageCircle, MessageSquareText, Phone, Send } from "lucide-react";
import type { ChannelType } from "@/api/types";

const icons = {
  widget: MessageCircle,
  email: Mail,
  whatsapp: Phone,
  telegram: Send,
  instagram: Camera,
  x: AtSign,
  sms: MessageSquareText,
} satisfies Record<ChannelType, unknown>;

export function ChannelIcon({ type, size = 15 }: { type: ChannelType; size?: number }) {
  const Icon = icons[type];
  return <Icon size={size} aria-hidden className="shrink-0" />;
}

export function channelName(type: ChannelType): string {
  const names: Record<ChannelType, string> = {
    widget: t`Chat widget`,
    email: t`E-mail`,
    whatsapp: "WhatsApp",
    telegram: "Telegram",
    instagram: "Instagram",
    x: "X",
    sms: t`SMS`,
  };
  return names[type];
}
