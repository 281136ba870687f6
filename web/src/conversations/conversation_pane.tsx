// One conversation: what can be done to it, its messages, and the place to answer.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { useEffect } from "react";
import { Failure } from "@/api/failure";
import { useLive } from "@/live_provider";
import { HandoffBanner } from "@/theo/handoff_banner";
import { SummaryCard } from "@/theo/summary_card";
import { Problem } from "@/ui/problem";
import { EmptyState } from "@/ui/empty_state";
import { MessageCircleOff } from "lucide-react";
import { useActions } from "./actions";
import { Composer } from "./composer";
import { ConversationHeader } from "./conversation_header";
import { showsConversation } from "./notifications";
import { type Thread as ThreadData, threadQuery } from "./queries";
import { LoadingThread, Thread } from "./thread";

/** From so many messages on a summary is offered. */
const long = 10;

interface ConversationPaneProps {
  id: string;
  onBack: (() => void) | null;
  onCustomer: () => void;
}

export function ConversationPane({ id, onBack, onCustomer }: ConversationPaneProps) {
  const query = useQuery(threadQuery(id));
  const live = useLive();

  useEffect(() => {
    live?.view(id);
    showsConversation(id);
    return () => {
      live?.view(null);
      showsConversation(null);
    };
  }, [id, live]);

  if (query.data) {
    return <Loaded key={id} thread={query.data} onBack={onBack} onCustomer={onCustomer} />;
  }
  if (query.error instanceof Failure && query.error.status === 404) {
    return (
      <EmptyState icon={<MessageCircleOff size={22} />} title={t`This conversation is not here`}>
        {t`It was removed, or it belongs to another workspace. Choose another one from the list.`}
      </EmptyState>
    );
  }
  if (query.isError) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return <LoadingThread />;
}

function Loaded({ thread, onBack, onCustomer }: { thread: ThreadData } & Omit<ConversationPaneProps, "id">) {
  const { conversation } = thread;
  const { markRead } = useActions();

  useEffect(() => {
    const markIfSeen = () => {
      if (document.visibilityState === "visible" && document.hasFocus()) markRead(conversation);
    };
    // Passing by with j and k is not reading.
    const timer = setTimeout(markIfSeen, 600);
    window.addEventListener("focus", markIfSeen);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("focus", markIfSeen);
    };
  }, [conversation, markRead]);

  return (
    <section aria-label={t`Conversation`} className="bg-surface flex h-full min-h-0 min-w-0 flex-col">
      <ConversationHeader
        conversation={conversation}
        isLong={thread.before !== null || thread.messages.length >= long}
        onBack={onBack}
        onCustomer={onCustomer}
      />
      <HandoffBanner conversation={conversation} />
      <SummaryCard conversationId={conversation.id} messages={thread.messages} />
      <Thread thread={thread} />
      <Composer conversation={conversation} messages={thread.messages} />
    </section>
  );
}
