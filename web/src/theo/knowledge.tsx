// What Theo has to work with: pieces of articles, whether their meaning is known, and who writes.
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import type { TheoSettings } from "@/api/types";
import { Section } from "@/ui/page";
import { count, percent } from "./words";

export function Knowledge({ settings: { knowledge } }: { settings: TheoSettings }) {
  const { passages, embedded, model, has_writer } = knowledge;
  const read = count(passages);
  return (
    <Section
      title={t`What he knows`}
      lead={t`The published articles of your knowledge base, cut into passages.`}
    >
      <dl className="divide-line border-line divide-y rounded-xl border text-sm">
        <Line name={t`Passages`}>
          {passages === 0 ? (
            <>
              {t`None yet: without articles he has nothing to say.`}{" "}
              <Link to="/knowledge" className="text-accent font-semibold underline">
                {t`Write or import articles`}
              </Link>
            </>
          ) : (
            read
          )}
        </Line>
        <Line name={t`Search`}>
          {model
            ? t`By meaning and by words, with ${model}`
            : t`Full text alone: he never answers by himself`}
        </Line>
        {model && passages > 0 && (
          <Line name={t`Read by the model`}>
            {embedded >= passages
              ? t`All of them`
              : t`${percent(embedded / passages)}; the rest follows by itself`}
          </Line>
        )}
        <Line name={t`Words`}>
          {has_writer
            ? t`A language model writes the answers; each is held to your articles`
            : t`The sentences of your articles, as they stand`}
        </Line>
      </dl>
      <p className="text-faint mt-2 text-xs">
        <Link to="/theo/try" className="text-accent font-semibold underline">
          {t`Try a question`}
        </Link>{" "}
        {t`to see what he finds.`}
      </p>
    </Section>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-4 px-4 py-2.5 max-sm:flex-col max-sm:gap-0.5">
      <dt className="text-faint w-40 shrink-0">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}
