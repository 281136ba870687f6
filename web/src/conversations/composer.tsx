// Where agents answer or leave a note. What is typed is a draft from the first letter on; sending goes by the outbox.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { Lock, Reply, Send } from "lucide-react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Conversation, Message } from "@/api/types";
import { channelsQuery } from "@/channels/queries";
import { useContacts } from "@/customers/queries";
import { AskButton } from "@/theo/ask_button";
import { ComposerDraft } from "@/theo/composer_draft";
import { useUsedDraft } from "@/theo/drafting";
import { useLive } from "@/live_provider";
import { Button } from "@/ui/button";
import { classes } from "@/ui/classes";
import { useNow } from "@/ui/screen";
import { Tip } from "@/ui/tip";
import { AttachButton, attachAll } from "./attach_button";
import { takeAttached, useAttaching } from "./attaching";
import { AttachingTray } from "./attaching_tray";
import { CollisionWarning } from "./collision_warning";
import { keepDraft, useDraft } from "./drafts";
import { focusPoints } from "./focus_points";
import { isMac } from "./keymap";
import { type Mark, mark } from "./markdown_marks";
import { MarkdownToolbar } from "./markdown_toolbar";
import { useOutbox } from "./outbox_provider";
import { answerToAll } from "./people";
import { RecipientsLine } from "./recipients";
import { replyWarning } from "./reply_warning";
import { SegmentCount } from "./segment_count";
import { useSettings } from "./settings";
import { TemplatePicker } from "./template_picker";
import { typingSignal } from "./typing_signal";
import { customerName } from "./words";

export function Composer({ conversation, messages }: { conversation: Conversation; messages: Message[] }) {
  const { id } = conversation;
  const draft = useDraft(id);
  const usedDraft = useUsedDraft(id, messages);
  const isNote = draft.mode === "note";
  const content = isNote ? draft.note : draft.text;
  const outbox = useOutbox();
  const live = useLive();
  const { enterSends } = useSettings();
  const area = useRef<HTMLTextAreaElement>(null);
  const channels = useQuery(channelsQuery).data;
  const channel = channels?.find(({ id: one }) => one === conversation.channel_id);
  const capabilities = channel?.capabilities;
  const files = useAttaching(id);
  const isUploading = files.some(({ attachment }) => attachment === null);
  const takesFiles = isNote || capabilities?.attachments !== false;
  const hasStrayFiles = files.length > 0 && !takesFiles;
  const isMail = conversation.channel_type === "email" && !isNote;
  const email = conversation.customer?.email;
  const recipients = draft.recipients ?? answerToAll(messages, email);
  const now = useNow();
  const [isChoosing, setChoosing] = useState(false);
  const contacts = useContacts(conversation.customer_id);
  const hasOptedOut = contacts.some(
    ({ channel_id, opted_out_at }) => channel_id === conversation.channel_id && opted_out_at,
  );
  const warningAbout = (text: string) => replyWarning(capabilities, messages, text, now, hasOptedOut);
  const warning = isNote ? null : warningAbout(content);
  const isSms = conversation.channel_type === "sms" && !isNote;

  useEffect(() => {
    focusPoints.composer = (mode) => {
      keepDraft(id, { mode });
      area.current?.focus();
    };
    return () => {
      focusPoints.composer = null;
    };
  }, [id]);

  const typing = useRef(typingSignal((isTyping) => live?.typing(id, isTyping)));
  useEffect(() => {
    typing.current = typingSignal((isTyping) => live?.typing(id, isTyping));
    const { current } = typing;
    return () => current.stop();
  }, [live, id]);

  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${Math.min(element.scrollHeight, 260)}px`;
  }, [content]);

  const canSend =
    (content.trim() !== "" || files.length > 0) && !isUploading && !hasStrayFiles && !warning?.forbids;

  function write(text: string): void {
    const isNew = !isNote && text.trim() === "";
    keepDraft(id, { [draft.mode]: text, ...(isNew && { theo_answer_id: undefined }) });
    if (!isNote) typing.current.typed();
  }

  function send(resolves = false): void {
    const text = content.trim();
    if (!canSend) return;
    typing.current.stop();
    outbox.send({
      conversation_id: id,
      content: text,
      kind: draft.mode,
      attachments: takeAttached(id),
      recipients: isMail ? recipients : undefined,
      theo_answer_id: isNote ? undefined : usedDraft,
      resolves,
    });
    keepDraft(id, {
      [draft.mode]: "",
      recipients: undefined,
      ...(!isNote && { theo_answer_id: undefined }),
    });
  }

  function decorate(kind: Mark): void {
    const element = area.current;
    if (!element) return;
    const next = mark(content, element.selectionStart, element.selectionEnd, kind);
    write(next.text);
    element.focus();
    requestAnimationFrame(() => element.setSelectionRange(next.start, next.end));
  }

  function press(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const mod = event.ctrlKey || event.metaKey;
    const marks: Record<string, Mark> = { b: "strong", i: "emphasis" };
    const wanted = mod ? marks[event.key.toLowerCase()] : undefined;
    if (event.key === "Enter" && (mod || (enterSends && !event.shiftKey))) send(mod && event.shiftKey);
    else if (event.key === "Escape") focusPoints.thread?.();
    else if (wanted) decorate(wanted);
    else return;
    event.preventDefault();
  }

  const name = customerName(conversation);
  const key = isMac() ? "⌘" : "Ctrl";
  return (
    <div className="px-4 pb-4 max-md:px-2 max-md:pb-2">
      <CollisionWarning conversation={conversation} />
      <ComposerDraft
        conversation={conversation}
        messages={messages}
        recipients={isMail ? recipients : undefined}
        isTaken={(text) => !warningAbout(text)?.forbids}
      />
      <div
        onDragOver={(event) => {
          if (event.dataTransfer.types.includes("Files")) event.preventDefault();
        }}
        onDrop={(event) => {
          if (takesFiles && attachAll(id, event.dataTransfer.files)) event.preventDefault();
        }}
        className={classes(
          "rounded-xl border shadow-card transition-colors",
          isNote ? "bg-note border-note-line" : "bg-raised border-line-strong/70",
          "focus-within:border-accent focus-within:outline-accent focus-within:outline-2 focus-within:-outline-offset-1",
        )}
      >
        <div className="flex items-center gap-1 px-2 pt-2">
          <ModeButton isOn={!isNote} onClick={() => focusPoints.composer?.("text")}>
            <Reply size={14} aria-hidden />
            {t`Reply`}
          </ModeButton>
          <ModeButton isOn={isNote} onClick={() => focusPoints.composer?.("note")}>
            <Lock size={13} aria-hidden />
            {t`Note`}
          </ModeButton>
          {isNote && (
            <span className="text-note-ink ml-1.5 truncate text-xs max-md:hidden">{t`Only the team sees this`}</span>
          )}
          {!isNote && <AskButton conversationId={id} messages={messages} />}
        </div>
        {isMail && (
          <RecipientsLine
            key={id}
            customer={email ?? name}
            recipients={recipients}
            onChange={(changed) => keepDraft(id, { recipients: changed })}
          />
        )}
        <textarea
          ref={area}
          rows={2}
          dir="auto"
          value={content}
          onChange={(event) => write(event.target.value)}
          onKeyDown={press}
          onPaste={(event) => {
            if (takesFiles && attachAll(id, event.clipboardData.files)) event.preventDefault();
          }}
          aria-label={isNote ? t`Note to the team` : t`Reply to ${name}`}
          placeholder={isNote ? t`What should colleagues know?` : t`Write to ${name}…`}
          className="block max-h-64 min-h-14 w-full resize-none bg-transparent px-3.5 py-2 outline-none"
        />
        <AttachingTray conversationId={id} files={files} />
        {hasStrayFiles && (
          <p className="text-ping-ink px-3.5 pb-1.5 text-xs font-medium">
            {t`This channel carries no files yet. Take them off, or leave them in a note.`}
          </p>
        )}
        {!isNote && channel?.is_active && channel.problem && (
          <p className="text-danger px-3.5 pb-1.5 text-xs font-medium">
            {t`Trouble with this channel: ${channel.problem}`}
          </p>
        )}
        {warning && (
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3.5 pb-1.5">
            <p className="text-ping-ink text-xs font-medium">{warning.sentence}</p>
            {warning.wantsTemplate && (
              <Button size="small" onClick={() => setChoosing(true)}>
                {t`Send a template`}
              </Button>
            )}
          </div>
        )}
        {isChoosing && conversation.channel_id && (
          <TemplatePicker
            conversationId={id}
            channelId={conversation.channel_id}
            onClose={() => setChoosing(false)}
          />
        )}
        <div className="flex items-center gap-1 px-2 pb-2">
          {takesFiles && <AttachButton conversationId={id} />}
          <MarkdownToolbar onMark={decorate} />
          {isSms && content && <SegmentCount text={content} />}
          <span className="text-faint ml-auto pr-2 text-xs whitespace-nowrap max-lg:hidden">
            {enterSends ? t`Enter sends` : t`${key} + Enter sends`}
          </span>
          <Tip label={isNote ? t`Add the note` : t`Send`} keys={enterSends ? ["Enter"] : [key, "Enter"]}>
            <Button
              size="small"
              weight="primary"
              className="max-lg:ml-auto"
              disabled={!canSend}
              onClick={() => {
                send();
                area.current?.focus();
              }}
            >
              {isNote ? t`Add note` : t`Send`}
              {!isNote && <Send size={13} aria-hidden />}
            </Button>
          </Tip>
        </div>
      </div>
    </div>
  );
}

function ModeButton({
  isOn,
  onClick,
  children,
}: {
  isOn: boolean;
  onClick: () => void;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className={classes(
        "inline-flex h-7 items-center gap-1.5 rounded-lg px-2.5 text-sm font-semibold",
        isOn ? "bg-ink/8 text-ink" : "text-soft hover:bg-ink/5",
      )}
    >
      {children}
    </button>
  );
}
