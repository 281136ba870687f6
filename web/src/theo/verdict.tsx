// What Theo would say to a question, how sure he is, and what would become of it.
import { t } from "@lingui/core/macro";
import { CircleCheck, PenLine, UserRound } from "lucide-react";
import type { TheoMode, TriedQuestion } from "@/api/types";
import { Section } from "@/ui/page";
import { Meter } from "@/ui/meter";
import { SourceList } from "./source_list";
import { percent, reasonName } from "./words";

/** From here on he sends (contract section 6). */
const SURE = 0.8;

interface VerdictProps {
  asked: string;
  tried: TriedQuestion;
  mode: TheoMode | undefined;
}

export function Verdict({ asked, tried, mode }: VerdictProps) {
  const { reply, confidence, citations, writer } = tried;
  return (
    <Section title={t`His answer`} lead={t`To “${asked}”`}>
      <div className="border-line grid gap-4 rounded-xl border p-4">
        <Outcome tried={tried} mode={mode} />
        {reply && (
          <blockquote className="bg-sunken rounded-lg px-4 py-3 whitespace-pre-wrap" dir="auto">
            {reply}
          </blockquote>
        )}
        <Meter label={t`How sure he is`} share={confidence} words={percent(confidence)} mark={SURE} />
        {citations.length > 0 && <SourceList citations={citations} />}
        {reply && (
          <p className="text-faint text-xs">
            {writer === "model"
              ? t`Written by the language model, held to your articles.`
              : t`The sentences of your articles, as they stand.`}
          </p>
        )}
      </div>
    </Section>
  );
}

function Outcome({ tried, mode }: { tried: TriedQuestion; mode: TheoMode | undefined }) {
  const { reply, confidence, needs_handoff, handoff_reason } = tried;
  const isSent = reply != null && !needs_handoff && confidence >= SURE;
  const reason = handoff_reason ? reasonName(handoff_reason) : t`He was not sure enough`;
  const Sign = isSent ? CircleCheck : reply ? PenLine : UserRound;
  return (
    <div className="flex gap-3">
      <Sign size={20} aria-hidden className={isSent ? "text-good shrink-0" : "text-ping-ink shrink-0"} />
      <div>
        <p className="font-semibold">{isSent ? t`He would send this` : t`He would hand over to a human`}</p>
        <p className="text-soft text-sm text-pretty">
          {!isSent && `${reason}. `}
          {!isSent && reply && t`An agent can ask for this as a draft.`}
          {isSent &&
            mode === "assist" &&
            t`Now he only drafts it for an agent: answering by himself is not switched on.`}
          {isSent && mode === "off" && t`Now he is switched off and would say nothing.`}
        </p>
      </div>
    </div>
  );
}
