// What an agent does to a conversation: shown at once, sent, taken back if the server refuses, undone on request.
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { useMemo } from "react";
import { api, must } from "@/api/client";
import type { Conversation, ConversationChange, Priority, Status } from "@/api/types";
import { fullTime } from "@/time";
import { say, sayProblem } from "@/ui/toasts";
import { expectChange, storeConversation, touchConversation } from "./conversation_cache";

export interface Actions {
  setStatus: (conversation: Conversation, status: Status) => void;
  assign: (conversation: Conversation, userId: string | null, name: string) => void;
  snooze: (conversation: Conversation, until: Date) => void;
  setPriority: (conversation: Conversation, priority: Priority) => void;
  setTags: (conversation: Conversation, tags: string[]) => void;
  markRead: (conversation: Conversation) => void;
  undoLast: () => void;
}

let undoLast: (() => void) | null = null;

export function useActions(): Actions {
  const client = useQueryClient();
  return useMemo(() => actionsOf(client), [client]);
}

export function actionsOf(client: QueryClient): Actions {
  /** The words are said only once it is shown; `back` is what undoing sends. */
  async function change(
    conversation: Conversation,
    change_: ConversationChange,
    expected: Partial<Conversation>,
    words?: string,
    back?: ConversationChange,
  ): Promise<void> {
    const takeBack = expectChange(client, conversation.id, expected);
    if (words) {
      const undo =
        back && (() => void change({ ...conversation, ...expected }, back, backTo(conversation, expected)));
      undoLast = undo ?? null;
      say(words, undo);
    }
    try {
      storeConversation(client, await send(conversation.id, change_));
    } catch (error) {
      takeBack();
      sayProblem(error);
    }
  }

  return {
    setStatus(conversation, status) {
      if (conversation.status === status) return;
      const words = {
        open: t`Reopened`,
        pending: t`Pending: waits for the customer`,
        resolved: t`Resolved`,
        closed: t`Closed`,
      };
      void change(conversation, { status }, { status, snoozed_until: null }, words[status], {
        status: conversation.status,
      });
    },
    assign(conversation, userId, name) {
      const before = conversation.assignee_id ?? null;
      if (before === userId) return;
      const words = userId === null ? t`Nobody has it now` : t`Assigned to ${name}`;
      void change(conversation, { assignee_id: userId }, { assignee_id: userId }, words, {
        assignee_id: before,
      });
    },
    snooze(conversation, until) {
      const snoozed_until = until.toISOString();
      const words = t`Snoozed until ${fullTime(snoozed_until)}`;
      void change(conversation, { snoozed_until }, { status: "pending", snoozed_until }, words, {
        status: conversation.status,
        snoozed_until: conversation.snoozed_until ?? null,
      });
    },
    setPriority(conversation, priority) {
      void change(conversation, { priority }, { priority });
    },
    setTags(conversation, tags) {
      void change(conversation, { tags }, { tags });
    },
    markRead(conversation) {
      if (conversation.unread_count === 0) return;
      touchConversation(client, conversation.id, { unread_count: 0 });
      // Lost without an answer, it is asked again when the conversation is next opened.
      must(api.POST("/api/v1/conversations/{id}/read", { params: { path: { id: conversation.id } } })).catch(
        () => touchConversation(client, conversation.id, { unread_count: conversation.unread_count }),
      );
    },
    undoLast() {
      undoLast?.();
      undoLast = null;
    },
  };
}

async function send(id: string, body: ConversationChange): Promise<Conversation> {
  return must(api.PATCH("/api/v1/conversations/{id}", { params: { path: { id } }, body }));
}

function backTo(conversation: Conversation, expected: Partial<Conversation>): Partial<Conversation> {
  return Object.fromEntries(
    Object.keys(expected).map((name) => [name, conversation[name as keyof Conversation]]),
  );
}
