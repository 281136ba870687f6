// One message: the customer's on the left, ours on the right, notes in their own colour, events as a quiet line.
import { t } from "@lingui/core/macro";
import { BookPlus, Check, CheckCheck, CircleAlert, Clock, Lock } from "lucide-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { memo } from "react";
import { api, must } from "@/api/client";
import { explain } from "@/api/failure";
import type { Message, TheoAnswer } from "@/api/types";
import { useMember } from "@/team/members";
import { AnswerFooter, Feedback } from "@/theo/answer_footer";
import { TheoMark } from "@/theo/theo_mark";
import { clockTime, fullTime } from "@/time";
import { Avatar } from "@/ui/avatar";
import { classes } from "@/ui/classes";
import { Tip } from "@/ui/tip";
import { Markdown } from "@/ui/markdown";
import { storeMessage } from "./conversation_cache";
import { MessageAttachments } from "./message_attachments";
import { MailHead, MailOriginal } from "./message_mail";

interface MessageBubbleProps {
  message: Message;
  /** What it was of Theo's, if it was. */
  answer: TheoAnswer | undefined;
  /** Makes an article out of this message. */
  onArticle: (messageId: string) => void;
  customer: string;
  /** To tell who else writes in their thread. */
  customerEmail: string | null | undefined;
  seed: string;
  /** Follows the same writer's last one closely: no name and picture again. */
  continues: boolean;
}

export const MessageBubble = memo(function MessageBubble({
  message,
  answer,
  onArticle,
  customer,
  customerEmail,
  seed,
  continues,
}: MessageBubbleProps) {
  const sender = useMember(message.sender_id);
  if (message.kind === "event") return <EventLine message={message} />;
  const isCustomer = message.sender_type === "customer";
  const isNote = message.kind === "note";
  const name = isCustomer ? customer : (sender?.name ?? senderName(message));
  return (
    <article
      aria-label={isNote ? t`Note by ${name}` : name}
      className={classes(
        "group/message flex gap-2.5",
        continues ? "mt-0.5" : "mt-3.5",
        !isCustomer && "flex-row-reverse",
      )}
    >
      {continues ? (
        <span className="w-7 shrink-0" />
      ) : message.sender_type === "ai" ? (
        <TheoMark className="mt-5 self-start" />
      ) : (
        <Avatar
          name={name}
          seed={isCustomer ? seed : (message.sender_id ?? name)}
          size="small"
          className="mt-5 self-start"
        />
      )}
      <div
        className={classes(
          "flex max-w-[min(34rem,80%)] min-w-0 flex-col",
          isCustomer ? "items-start" : "items-end",
        )}
      >
        {!continues && (
          <p className="text-faint flex h-5 max-w-full items-center gap-1.5 px-1 text-xs">
            {isNote && <Lock size={11} aria-hidden className="text-note-ink shrink-0" />}
            <bdi className="text-soft truncate font-semibold">{name}</bdi>
            {isNote && <span className="shrink-0">{t`to the team`}</span>}
            <time
              dateTime={message.created_at}
              title={fullTime(message.created_at)}
              className="tabular shrink-0"
            >
              {clockTime(message.created_at)}
            </time>
          </p>
        )}
        <div
          className={classes(
            "max-w-full rounded-2xl px-3.5 py-2",
            bubbleLook(isCustomer, isNote),
            !continues && (isCustomer ? "rounded-tl-md" : "rounded-tr-md"),
          )}
        >
          {message.mail && <MailHead mail={message.mail} customerEmail={isCustomer ? customerEmail : null} />}
          {message.content && <Markdown source={message.content} />}
          <MessageAttachments attachments={message.attachments} />
          {message.mail && <MailOriginal message={message} mail={message.mail} />}
        </div>
        {!isCustomer && !isNote && (
          <>
            <AnswerFooter message={message} answer={answer} />
            <div className="flex max-w-full items-center">
              {answer && <Feedback answer={answer} />}
              {message.sender_type === "agent" && message.content && (
                <ToArticle onChoose={() => onArticle(message.id)} />
              )}
              <Delivery message={message} />
            </div>
          </>
        )}
      </div>
    </article>
  );
});

export function bubbleLook(isCustomer: boolean, isNote: boolean): string {
  if (isNote) return "bg-note border border-note-line text-ink";
  return isCustomer ? "bg-sunken" : "bg-accent-soft";
}

/** Out of the way until the message is looked at; fingers have nothing to point with. */
function ToArticle({ onChoose }: { onChoose: () => void }) {
  const label = t`Make an article from this answer`;
  return (
    <Tip label={label}>
      <button
        type="button"
        aria-label={label}
        onClick={onChoose}
        className="text-faint hover:bg-hover hover:text-ink -mb-1.5 inline-flex size-6 shrink-0 items-center justify-center rounded-md opacity-0 group-hover/message:opacity-100 focus-visible:opacity-100 pointer-coarse:opacity-100"
      >
        <BookPlus size={13} />
      </button>
    </Tip>
  );
}

function Delivery({ message }: { message: Message }) {
  if (message.status === "failed" || message.status === "unknown") return <Undelivered message={message} />;
  if (message.status === "queued" && message.error) {
    return (
      <p className="text-faint flex max-w-full items-center gap-1 px-1 pt-0.5 text-xs wrap-anywhere">
        <Clock size={12} aria-hidden />
        {t`Not sent yet, tried again by itself: ${message.error}`}
      </p>
    );
  }
  const looks = {
    queued: [Clock, t`On its way`],
    sent: [Check, t`Sent`],
    delivered: [CheckCheck, t`Delivered`],
    read: [CheckCheck, t`Read`],
  } as const;
  const [Icon, label] = looks[message.status];
  return (
    <span
      className={classes("px-1 pt-0.5", message.status === "read" ? "text-accent" : "text-faint")}
      title={label}
    >
      <Icon size={13} aria-label={label} />
    </span>
  );
}

/** Why it did not go out, or that nobody knows, and the way to try once more. */
function Undelivered({ message }: { message: Message }) {
  const client = useQueryClient();
  const sending = useMutation({
    mutationFn: () =>
      must(
        api.POST("/api/v1/conversations/{id}/messages/{message_id}/send", {
          params: { path: { id: message.conversation_id, message_id: message.id } },
        }),
      ),
  });
  const isUnknown = message.status === "unknown";
  const problem = sending.error
    ? explain(sending.error)
    : (message.error ?? (isUnknown ? t`Nobody knows whether it arrived.` : t`Not delivered`));
  return (
    <p className="text-danger flex max-w-full gap-1.5 px-1 pt-0.5 text-xs font-medium wrap-anywhere">
      <CircleAlert size={12} aria-hidden className="mt-0.5 shrink-0" />
      <span>
        {problem}{" "}
        <button
          type="button"
          disabled={sending.isPending}
          // Not once an event has brought what became of it: then this is gone.
          onClick={() => sending.mutate(undefined, { onSuccess: (now) => storeMessage(client, now) })}
          className="underline underline-offset-2 disabled:opacity-60"
        >
          {t`Send again`}
        </button>
      </span>
    </p>
  );
}

function EventLine({ message }: { message: Message }) {
  return (
    <p className="text-faint py-2 text-center text-xs wrap-anywhere">
      <bdi>{message.content}</bdi> ·{" "}
      <time dateTime={message.created_at}>{clockTime(message.created_at)}</time>
    </p>
  );
}

function senderName({ sender_type }: Message): string {
  if (sender_type === "ai") return "Theo";
  return sender_type === "system" ? t`Pingback` : t`Former colleague`;
}
