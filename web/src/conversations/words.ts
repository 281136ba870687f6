// Views, statuses and the like in the reader's language.
import { t } from "@lingui/core/macro";
import type { Conversation, Priority } from "@/api/types";
import { channelName } from "@/ui/channel_icon";
import type { StatusChoice, View } from "./views";
import type { ChannelType } from "@/api/types";

export function viewName(view: View): string {
  switch (view) {
    case "mine":
      return t`Mine`;
    case "unassigned":
      return t`Unassigned`;
    case "all":
      return t`Everything`;
    case "handed_over":
      return t`Handed over`;
    case "pending":
    case "resolved":
    case "closed":
      return statusName(view);
    default:
      return channelName(view.slice("channel-".length) as ChannelType);
  }
}

export function statusName(status: StatusChoice): string {
  return { open: t`Open`, pending: t`Pending`, resolved: t`Resolved`, closed: t`Closed`, any: t`Any status` }[
    status
  ];
}

export function priorityName(priority: Priority): string {
  return { low: t`Low`, normal: t`Normal`, high: t`High`, urgent: t`Urgent` }[priority];
}

/** How to call the other side of a conversation. */
export function customerName({ customer, number }: Pick<Conversation, "customer" | "number">): string {
  return customer?.name ?? customer?.email ?? customer?.phone ?? t`Visitor ${customer?.id ?? number}`;
}
