// A conversation's messages in order of time, with what is on its way at the end. Keeps to the newest message unless
// the reader has scrolled away.
import { useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { ArrowDown } from "lucide-react";
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Message } from "@/api/types";
import { useTeamIds } from "@/team/members";
import { useAnswersByMessage } from "@/theo/answers";
import { ArticleDialog } from "@/theo/article_dialog";
import { dayHeading, isSameDay } from "@/time";
import { Button } from "@/ui/button";
import { useNow } from "@/ui/screen";
import { Skeleton } from "@/ui/skeleton";
import { sayProblem } from "@/ui/toasts";
import { focusPoints } from "./focus_points";
import { MessageBubble } from "./message_bubble";
import { OutgoingBubble } from "./outgoing_bubble";
import { useOutgoing } from "./outbox_provider";
import { useIsCustomerTyping } from "./presence";
import { fetchEarlier, type Thread as ThreadData, threadQuery } from "./queries";
import { customerName } from "./words";

export function Thread({ thread }: { thread: ThreadData }) {
  const { conversation, messages } = thread;
  const outgoing = useOutgoing(conversation.id);
  const isTyping = useIsCustomerTyping(conversation, useTeamIds());
  const name = customerName(conversation);
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const earlier = useEarlier(thread, scroller);
  const [firstUnread] = useState(() => firstUnreadOf(messages, conversation.unread_count));
  const newest = outgoing.at(-1)?.key ?? messages.at(-1)?.id;
  const now = useNow();
  const answers = useAnswersByMessage(conversation.id);
  const [toArticle, setToArticle] = useState<string | null>(null);

  const toEnd = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight });

  const wasAtEnd = useRef(true);
  const sends = outgoing.length;
  const before = useRef(sends);
  useLayoutEffect(() => {
    if (wasAtEnd.current || sends > before.current) toEnd();
    before.current = sends;
  }, [newest, sends, isTyping]);

  // The pane shrinks when the composer grows: the newest message stays in sight.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => wasAtEnd.current && toEnd());
    observer.observe(element);
    // So it does when what stands under a message is loaded after it.
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    focusPoints.thread = () => scroller.current?.focus({ preventScroll: true });
    return () => {
      focusPoints.thread = null;
    };
  }, []);

  return (
    <div className="relative min-h-0 grow">
      <div
        ref={scroller}
        role="log"
        aria-label={t`Messages`}
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          wasAtEnd.current = scrollHeight - scrollTop - clientHeight < 80;
          setAtEnd(wasAtEnd.current);
        }}
        className="focus-inset flex h-full flex-col overflow-y-auto px-5 pb-4 max-md:px-3"
      >
        <div className="mt-auto pt-4">
          {thread.before && (
            <div className="flex justify-center pb-3">
              <Button size="small" weight="quiet" isBusy={earlier.isBusy} onClick={() => void earlier.load()}>
                {earlier.isBusy ? t`Loading…` : t`Show earlier messages`}
              </Button>
            </div>
          )}
          {messages.map((message, index) => {
            const previous = messages[index - 1];
            const at = new Date(message.created_at);
            const isNewDay = !previous || !isSameDay(at, new Date(previous.created_at));
            return (
              <Fragment key={message.id}>
                {isNewDay && <Divider label={dayHeading(message.created_at, now)} />}
                {message.id === firstUnread && <Divider label={t`New`} isNew />}
                <MessageBubble
                  message={message}
                  answer={answers.get(message.number)}
                  onArticle={setToArticle}
                  customer={name}
                  customerEmail={conversation.customer?.email}
                  seed={conversation.customer_id ?? conversation.id}
                  continues={!isNewDay && message.id !== firstUnread && continues(previous, message)}
                />
              </Fragment>
            );
          })}
          {outgoing.map((one) => (
            <OutgoingBubble key={one.key} outgoing={one} />
          ))}
          {isTyping && <Typing name={name} />}
        </div>
      </div>
      <ArticleDialog messageId={toArticle} onClose={() => setToArticle(null)} />
      {!isAtEnd && (
        <div className="absolute inset-x-0 bottom-3 flex justify-center">
          <Button size="small" onClick={toEnd} className="shadow-float rounded-full">
            <ArrowDown size={14} aria-hidden />
            {t`To the newest`}
          </Button>
        </div>
      )}
    </div>
  );
}

function Divider({ label, isNew }: { label: string; isNew?: boolean }) {
  return (
    <div
      className={
        isNew ? "text-ping-ink flex items-center gap-3 py-2" : "text-faint flex items-center gap-3 pt-5 pb-2"
      }
    >
      <span className="h-px grow bg-current opacity-25" />
      <span className="text-xs font-semibold">{label}</span>
      <span className="h-px grow bg-current opacity-25" />
    </div>
  );
}

function Typing({ name }: { name: string }) {
  return (
    <div className="text-faint flex items-center gap-2 py-2 pl-11 text-xs" role="status">
      <span className="flex gap-1" aria-hidden>
        <span className="animate-dot size-1.5 rounded-full bg-current" />
        <span className="animate-dot size-1.5 rounded-full bg-current [animation-delay:150ms]" />
        <span className="animate-dot size-1.5 rounded-full bg-current [animation-delay:300ms]" />
      </span>
      {t`${name} is typing`}
    </div>
  );
}

function continues(previous: Message | undefined, message: Message): boolean {
  return (
    previous !== undefined &&
    previous.kind === message.kind &&
    previous.sender_type === message.sender_type &&
    previous.sender_id === message.sender_id &&
    Date.parse(message.created_at) - Date.parse(previous.created_at) < 5 * 60_000
  );
}

/** Where "New" stands: before the customer's messages that nobody had read when this was opened. */
export function firstUnreadOf(messages: Message[], unread: number): string | null {
  if (unread === 0) return null;
  const fromCustomer = messages.filter(({ sender_type }) => sender_type === "customer");
  return fromCustomer.at(-unread)?.id ?? null;
}

function useEarlier({ conversation, before }: ThreadData, scroller: React.RefObject<HTMLDivElement | null>) {
  const client = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  async function load(): Promise<void> {
    const element = scroller.current;
    if (!before || !element) return;
    setBusy(true);
    try {
      const page = await fetchEarlier(conversation.id, before);
      const fromEnd = element.scrollHeight - element.scrollTop;
      client.setQueryData(threadQuery(conversation.id).queryKey, (thread) =>
        thread
          ? { ...thread, messages: [...page.messages, ...thread.messages], before: page.before }
          : thread,
      );
      requestAnimationFrame(() => element.scrollTo({ top: element.scrollHeight - fromEnd }));
    } catch (error) {
      sayProblem(error);
    } finally {
      setBusy(false);
    }
  }
  return { isBusy, load };
}

export function LoadingThread() {
  return (
    <div className="bg-surface flex h-full flex-col" role="status" aria-label={t`Loading the conversation`}>
      <div className="border-line flex min-h-15 items-center gap-3 border-b px-4">
        <Skeleton className="h-4 w-36" />
        <Skeleton className="h-4 w-14 rounded-full" />
      </div>
      <div className="flex grow flex-col justify-end gap-4 p-5 pb-48">
        <Skeleton className="h-16 w-3/5 rounded-2xl" />
        <Skeleton className="h-11 w-2/5 self-end rounded-2xl" />
        <Skeleton className="h-20 w-1/2 rounded-2xl" />
      </div>
    </div>
  );
}
