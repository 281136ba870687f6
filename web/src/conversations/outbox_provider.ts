// The app's one outbox: posts by the API and puts what was sent into the caches.
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { api, must } from "@/api/client";
import type { Message } from "@/api/types";
import { meQuery } from "@/auth/me";
import { isTokenHeard } from "@/auth/token";
import { refreshAnswers } from "@/theo/answers";
import { actionsOf } from "./actions";
import { findConversation, storeConversation, storeWritten } from "./conversation_cache";
import { createOutbox, type Outbox } from "./outbox";
import { type Outgoing, outgoingStore } from "./outgoing";
import { preview } from "./preview";
import { threadQuery } from "./queries";

const outboxes = new WeakMap<QueryClient, Outbox>();

export function outboxOf(client: QueryClient): Outbox {
  const known = outboxes.get(client);
  if (known) return known;
  const outbox = createOutbox({
    store: outgoingStore,
    me: () => (isTokenHeard() ? (client.getQueryData(meQuery.queryKey)?.user.id ?? null) : null),
    lock: takeTurns,
    post: ({ key, conversation_id, content, kind, attachments = [], recipients, theo_answer_id }) =>
      must(
        api.POST("/api/v1/conversations/{id}/messages", {
          params: { path: { id: conversation_id }, header: { "Idempotency-Key": key } },
          body: {
            content,
            kind,
            attachments: attachments.map(({ id }) => ({ id })),
            theo_answer_id,
            ...recipients,
          },
        }),
      ),
    onSent(message, outgoing) {
      sent(client, message);
      if (outgoing.theo_answer_id) void refreshAnswers(client, outgoing.conversation_id);
      if (outgoing.resolves) void resolve(client, outgoing.conversation_id);
    },
    onTaken({ conversation_id, resolves }) {
      void client.invalidateQueries({ queryKey: threadQuery(conversation_id).queryKey });
      if (resolves) void resolve(client, conversation_id);
    },
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  window.addEventListener("online", outbox.wake);
  window.addEventListener("storage", ({ key }) => outgoingStore.heard(key));
  outboxes.set(client, outbox);
  return outbox;
}

/** Pages that aren't secure have no locks; there the key alone keeps two tabs from sending a message twice. */
async function takeTurns(name: string, run: () => Promise<void>): Promise<void> {
  await ("locks" in navigator ? navigator.locks.request(name, run) : run());
}

export function useOutbox(): Outbox {
  return outboxOf(useQueryClient());
}

export function useOutgoing(conversationId: string): Outgoing[] {
  const outbox = useOutbox();
  return useSyncExternalStore(outbox.subscribe, () => outbox.list(conversationId));
}

async function resolve(client: QueryClient, id: string): Promise<void> {
  const conversation =
    findConversation(client, id) ?? (await client.fetchQuery(threadQuery(id))).conversation;
  actionsOf(client).setStatus(conversation, "resolved");
}

function sent(client: QueryClient, message: Message): void {
  storeWritten(client, message);
  const conversation = findConversation(client, message.conversation_id);
  if (!conversation || message.kind !== "text") return;
  const { sender_type, created_at } = message;
  // A reply reopens what was resolved or closed (decision D19).
  const isOver = conversation.status === "resolved" || conversation.status === "closed";
  storeConversation(client, {
    ...conversation,
    status: isOver ? "open" : conversation.status,
    updated_at: created_at,
    first_response_at: conversation.first_response_at ?? created_at,
    // Whom Theo called has come.
    handoff_at: null,
    last_message: { preview: preview(message), sender_type, created_at },
  });
}
