// A message that the server has not taken yet: on its way, waiting for the network, or refused with a way out.
import { t } from "@lingui/core/macro";
import { CircleAlert, Clock } from "lucide-react";
import { useMe } from "@/auth/me";
import { Avatar } from "@/ui/avatar";
import { classes } from "@/ui/classes";
import { Markdown } from "@/ui/markdown";
import { attachAgain } from "./attaching";
import { keepDraft } from "./drafts";
import { MessageAttachments } from "./message_attachments";
import { bubbleLook } from "./message_bubble";
import type { Outgoing } from "./outgoing";
import { useOutbox } from "./outbox_provider";

export function OutgoingBubble({ outgoing }: { outgoing: Outgoing }) {
  const { user } = useMe();
  const outbox = useOutbox();
  const isFailed = outgoing.state === "failed";

  function takeBack(): void {
    outbox.discard(outgoing.key);
    attachAgain(outgoing.conversation_id, outgoing.attachments ?? []);
    keepDraft(outgoing.conversation_id, {
      [outgoing.kind]: outgoing.content,
      mode: outgoing.kind,
      recipients: outgoing.recipients,
      theo_answer_id: outgoing.theo_answer_id,
    });
  }

  return (
    <article aria-label={user.full_name} className="mt-3.5 flex flex-row-reverse gap-2.5">
      <Avatar name={user.full_name} seed={user.id} size="small" className="mt-5 self-start" />
      <div className="flex max-w-[min(34rem,80%)] min-w-0 flex-col items-end">
        <p className="text-soft h-5 max-w-full truncate px-1 text-xs font-semibold">
          <bdi>{user.full_name}</bdi>
        </p>
        <div
          className={classes(
            "max-w-full rounded-2xl rounded-tr-md px-3.5 py-2",
            bubbleLook(false, outgoing.kind === "note"),
            isFailed ? "outline-danger/60 outline-1" : "opacity-75",
          )}
        >
          {outgoing.content && <Markdown source={outgoing.content} />}
          <MessageAttachments attachments={outgoing.attachments ?? []} />
        </div>
        {isFailed ? (
          <p
            role="alert"
            className="text-danger flex flex-wrap items-center justify-end gap-x-2 px-1 pt-1 text-xs font-medium"
          >
            <CircleAlert size={12} aria-hidden />
            {outgoing.problem}
            <button
              type="button"
              className="font-semibold underline underline-offset-2"
              onClick={() => outbox.retry(outgoing.key)}
            >
              {t`Send again`}
            </button>
            <button type="button" className="font-semibold underline underline-offset-2" onClick={takeBack}>
              {t`Edit`}
            </button>
          </p>
        ) : (
          <p className="text-faint flex items-center gap-1 px-1 pt-0.5 text-xs">
            <Clock size={12} aria-hidden />
            {outgoing.state === "waiting" ? t`Waiting for the connection` : t`Sending`}
          </p>
        )}
      </div>
    </article>
  );
}
