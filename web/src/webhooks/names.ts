// The events of webhooks, as people call them.
import { t } from "@lingui/core/macro";
import type { WebhookEvent } from "@/api/types";

export const events: WebhookEvent[] = [
  "new_message",
  "message_updated",
  "delivered",
  "read",
  "conversation_created",
  "conversation_updated",
  "conversation_assigned",
  "handoff_requested",
  "agent_status_changed",
];

/** `event` may also be a test's, or one of a newer server. */
export function eventName(event: string): string {
  const names: Record<string, string> = {
    new_message: t`New message`,
    message_updated: t`Message changed`,
    delivered: t`Message arrived`,
    read: t`Message read`,
    conversation_created: t`New conversation`,
    conversation_updated: t`Conversation changed`,
    conversation_assigned: t`Conversation assigned`,
    handoff_requested: t`A human is wanted`,
    agent_status_changed: t`Colleague came or left`,
    test: t`Test`,
  };
  return names[event] ?? event;
}
