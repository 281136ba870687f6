// Over the composer: Theo's draft for what the customer has written last, or that he is at it, or that he knows nothing.
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { CornerDownLeft, RotateCcw, Send, X } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { explain } from "@/api/failure";
import type { TheoAnswer } from "@/api/types";
import { keysOf } from "@/conversations/keymap";
import { runCommand } from "@/conversations/run_command";
import { Button, IconButton } from "@/ui/button";
import { classes } from "@/ui/classes";
import { Markdown } from "@/ui/markdown";
import { Skeleton } from "@/ui/skeleton";
import { Tip } from "@/ui/tip";
import { useDiscard, useAsking } from "./drafting";
import { confidenceOf } from "./fresh_draft";
import { theoHandles } from "./handles";
import { confidenceWords } from "./inbox_words";
import { citedPlaces, SourceLinks } from "./source_links";
import { TheoMark } from "./theo_mark";
import { reasonName } from "./words";

interface DraftBarProps {
  conversationId: string;
  /** What the customer has written last. */
  question: string;
  draft: TheoAnswer | null;
  /** It stands in the composer already. */
  isUsed: boolean;
  /** Something else is being written: the draft goes under it. */
  isWriting: boolean;
  onUse: (draft: TheoAnswer, reply: string) => void;
  /** Null where it can't be sent as it is. */
  onSend: ((draft: TheoAnswer, reply: string) => void) | null;
}

export function DraftBar(props: DraftBarProps) {
  const { conversationId, draft, isUsed, isWriting, onUse, onSend } = props;
  const { ask, forget, isAsking, error } = useAsking(conversationId);
  const discard = useDiscard();
  const reply = draft?.reply ?? null;
  const isOffered = draft !== null && reply !== null && !isUsed && !isAsking;
  const sends = isOffered && onSend && !isWriting;

  useEffect(() => {
    theoHandles.draft = isOffered ? () => onUse(draft, reply) : ask;
    theoHandles.send = sends ? () => onSend(draft, reply) : null;
    theoHandles.discard = draft && !isUsed && !isAsking ? () => discard(draft) : null;
    theoHandles.again = draft && !isAsking ? ask : null;
    return () => {
      theoHandles.draft = theoHandles.send = theoHandles.discard = theoHandles.again = null;
    };
  });

  return (
    <>
      {/* Always there, so that a change of it is read out. */}
      <p role="status" className="sr-only">
        {isAsking ? t`Theo is reading your articles…` : isOffered ? t`Theo has a draft` : ""}
      </p>
      {isAsking ? (
        <Looking />
      ) : error ? (
        <Failed error={error} onRetry={ask} onDismiss={forget} />
      ) : (
        draft && <Shown {...props} draft={draft} sends={Boolean(sends)} />
      )}
    </>
  );
}

function Shown({
  draft,
  question,
  isUsed,
  isWriting,
  sends,
}: DraftBarProps & { draft: TheoAnswer; sends: boolean }) {
  if (isUsed) {
    return (
      <div className="text-faint mb-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 px-1 text-xs">
        <TheoMark size="tiny" />
        {t`Theo's draft is in your answer`}
        <SourceLinks places={citedPlaces(draft.citations)} />
      </div>
    );
  }
  if (!draft.reply) return <Nothing draft={draft} question={question} />;
  return (
    <Frame title={t`Theo's draft`} draft={draft}>
      <div
        role="region"
        aria-label={t`Text of the draft`}
        tabIndex={0}
        className="focus-inset max-h-[min(11rem,24vh)] overflow-y-auto rounded-md"
      >
        <Markdown source={draft.reply} />
      </div>
      <Caution draft={draft} />
      <Row>
        <SourceLinks places={citedPlaces(draft.citations)} />
        <span className="ms-auto flex items-center gap-1.5">
          {sends && (
            <Tip label={t`Send the draft as it is`} keys={keysOf("draft_send")}>
              <Button size="small" weight="quiet" onClick={() => runCommand("draft_send")}>
                {t`Send as it is`}
                <Send size={13} aria-hidden />
              </Button>
            </Tip>
          )}
          <Tip
            label={isWriting ? t`Put it under what you wrote` : t`Put it into your answer, to be edited`}
            keys={keysOf("draft")}
          >
            <Button size="small" weight="primary" onClick={() => runCommand("draft")}>
              <CornerDownLeft size={13} aria-hidden />
              {isWriting ? t`Insert` : t`Use it`}
            </Button>
          </Tip>
        </span>
      </Row>
    </Frame>
  );
}

function Looking() {
  return (
    <Frame title={t`Theo`}>
      <p aria-hidden className="text-soft text-sm">
        {t`Theo is reading your articles…`}
      </p>
      <Skeleton className="h-3 w-11/12" />
      <Skeleton className="h-3 w-3/5" />
    </Frame>
  );
}

function Failed({
  error,
  onRetry,
  onDismiss,
}: {
  error: unknown;
  onRetry: () => void;
  onDismiss: () => void;
}) {
  return (
    <Frame title={t`Theo`}>
      <p role="alert" className="text-danger text-sm font-medium">
        {explain(error)}
      </p>
      <Row>
        <Button size="small" onClick={onRetry}>
          {t`Try again`}
        </Button>
        <Button size="small" weight="quiet" onClick={onDismiss}>
          {t`Dismiss`}
        </Button>
      </Row>
    </Frame>
  );
}

function Nothing({ draft, question }: { draft: TheoAnswer; question: string }) {
  const reason = draft.handoff_reason;
  const isUnknown = !reason || reason === "no_knowledge" || reason === "low_confidence";
  return (
    <Frame title={t`Theo has no draft`} draft={draft}>
      <p role="status" className="text-soft text-sm">
        {isUnknown ? t`He found nothing in your articles that answers this.` : `${reasonName(reason)}.`}{" "}
        {isUnknown && (
          <Link
            to="/knowledge/new"
            search={{ title: question }}
            className="text-accent font-medium underline underline-offset-2"
          >
            {t`Write an article`}
          </Link>
        )}
      </p>
    </Frame>
  );
}

/** Why a human should look twice, beyond how sure he is. */
function Caution({ draft: { handoff_reason } }: { draft: TheoAnswer }) {
  if (!handoff_reason || handoff_reason === "low_confidence" || handoff_reason === "no_knowledge")
    return null;
  return <p className="text-ping-ink text-xs font-medium">{`${reasonName(handoff_reason)}.`}</p>;
}

function Frame({ title, draft, children }: { title: string; draft?: TheoAnswer; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="border-accent/25 bg-accent-soft/45 animate-rise mb-2 grid gap-2 rounded-xl border px-3 py-2.5"
    >
      <div className="flex min-h-6 items-center gap-2">
        <TheoMark size="tiny" />
        <h3 className="text-sm font-semibold">{title}</h3>
        {draft?.reply && <ConfidencePill draft={draft} />}
        {draft && (
          <span className="-my-1 ms-auto flex">
            <IconButton
              label={draft.reply ? t`Another draft` : t`Ask again`}
              keys={keysOf("draft_again")}
              onClick={() => runCommand("draft_again")}
            >
              <RotateCcw size={15} />
            </IconButton>
            <IconButton
              label={draft.reply ? t`Discard the draft` : t`Dismiss`}
              keys={keysOf("draft_discard")}
              onClick={() => runCommand("draft_discard")}
            >
              <X size={16} />
            </IconButton>
          </span>
        )}
      </div>
      {children}
    </section>
  );
}

function ConfidencePill({ draft }: { draft: TheoAnswer }) {
  const confidence = confidenceOf(draft);
  return (
    <span
      className={classes(
        "inline-flex h-5 shrink-0 items-center rounded-full px-2 text-xs font-semibold",
        confidence === "sure" ? "bg-accent-soft text-accent" : "bg-note text-note-ink",
      )}
    >
      {confidenceWords(confidence)}
    </span>
  );
}

function Row({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-center gap-1.5">{children}</div>;
}
