// What the channel does not let through, told before sending. Asks what the channel can do, never which it is.
import { t } from "@lingui/core/macro";
import type { Channel, Message } from "@/api/types";

export interface ReplyWarning {
  sentence: string;
  forbids: boolean;
  /** An approved template is the way out. */
  wantsTemplate: boolean;
}

export function replyWarning(
  capabilities: Channel["capabilities"] | undefined,
  messages: Pick<Message, "sender_type" | "created_at">[],
  content: string,
  now: number,
  hasOptedOut = false,
): ReplyWarning | null {
  if (!capabilities) return null;
  if (hasOptedOut) {
    return {
      sentence: t`The customer has opted out of this channel: they wrote STOP. They have to write START first.`,
      // They may have done so a moment ago: the server knows.
      forbids: false,
      wantsTemplate: false,
    };
  }
  const length = [...content].length;
  if (length > capabilities.max_length) {
    const over = length - capabilities.max_length;
    return {
      sentence: t`This channel takes ${capabilities.max_length} characters at most: shorten it by ${over}.`,
      forbids: true,
      wantsTemplate: false,
    };
  }
  const hours = capabilities.reply_window_hours;
  const last = messages.findLast(({ sender_type }) => sender_type === "customer");
  if (hours && last && now - Date.parse(last.created_at) > hours * 3_600_000) {
    if (capabilities.templates) {
      return {
        sentence: t`The customer last wrote more than ${hours} hours ago: now this channel takes a template only.`,
        forbids: true,
        wantsTemplate: true,
      };
    }
    return {
      sentence: t`The customer last wrote more than ${hours} hours ago: this channel may refuse a free answer.`,
      forbids: false,
      wantsTemplate: false,
    };
  }
  return null;
}
