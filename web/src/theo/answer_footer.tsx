// Under a message that Theo wrote or drafted: where it stands, and what agents say of it.
import { t } from "@lingui/core/macro";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import type { Message, TheoAnswer } from "@/api/types";
import { classes } from "@/ui/classes";
import { Tip } from "@/ui/tip";
import { useJudge } from "./drafting";
import { citedPlaces, shownPlaces, SourceLinks } from "./source_links";

export function AnswerFooter({ message, answer }: { message: Message; answer: TheoAnswer | undefined }) {
  const places = answer ? citedPlaces(answer.citations) : shownPlaces(message.sources);
  if (!answer && places.length === 0) return null;
  return (
    <div className="flex max-w-full flex-wrap items-center justify-end gap-x-2 gap-y-1 px-1 pt-1">
      {answer && message.sender_type === "agent" && (
        <span className="text-faint text-xs">
          {answer.is_edited ? t`From Theo's draft, edited` : t`Theo's draft`}
        </span>
      )}
      <SourceLinks places={places} />
    </div>
  );
}

export function Feedback({ answer }: { answer: TheoAnswer }) {
  const judge = useJudge();
  const choices = [
    ["right", t`Theo's answer was right`, ThumbsUp],
    ["wrong", t`Theo's answer was wrong`, ThumbsDown],
  ] as const;
  return (
    <span className="flex">
      {choices.map(([feedback, label, Icon]) => {
        const isOn = answer.feedback === feedback;
        return (
          <Tip key={feedback} label={label}>
            <button
              type="button"
              aria-label={label}
              aria-pressed={isOn}
              onClick={() => judge({ answer, feedback: isOn ? null : feedback })}
              className={classes(
                "inline-flex size-6 items-center justify-center rounded-md",
                isOn ? "bg-accent-soft text-accent" : "text-faint hover:bg-hover hover:text-ink",
              )}
            >
              <Icon size={13} fill={isOn ? "currentColor" : "none"} />
            </button>
          </Tip>
        );
      })}
    </span>
  );
}
