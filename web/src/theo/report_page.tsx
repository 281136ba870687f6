// What Theo did in the last days: answers, conversations that needed nobody else, hand-overs and why, drafts.
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { ChartNoAxesColumn } from "lucide-react";
import type { TheoReport } from "@/api/types";
import { EmptyState } from "@/ui/empty_state";
import { Section } from "@/ui/page";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { Bars } from "./bars";
import { type Period, periods } from "./period";
import { reportQuery } from "./queries";
import { TheoFrame } from "./theo_frame";
import { count, reasonName } from "./words";

export function ReportPage() {
  const { days = 30 } = useSearch({ from: "/workspace/theo/report" });
  const query = useQuery(reportQuery(days));
  return (
    <TheoFrame>
      <Periods chosen={days} />
      {query.isError ? (
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Skeleton className="h-64 w-full rounded-xl" />
      ) : isEmpty(query.data) ? (
        <EmptyState icon={<ChartNoAxesColumn size={22} />} title={t`Nothing to report yet`}>
          {t`Once Theo drafts or answers, you see here what he took off your hands and what he left to you.`}
        </EmptyState>
      ) : (
        <Report report={query.data} />
      )}
    </TheoFrame>
  );
}

const isEmpty = ({ answered, handed_over, drafts }: TheoReport) => answered + handed_over + drafts === 0;

function Periods({ chosen }: { chosen: Period }) {
  return (
    <nav aria-label={t`Period`} className="-mb-3 flex flex-wrap gap-1.5">
      {periods.map((days) => (
        <Link
          key={days}
          to="/theo/report"
          search={{ days: days === 30 ? undefined : days }}
          aria-current={days === chosen ? "true" : undefined}
          className="text-soft hover:bg-hover aria-[current]:bg-hover aria-[current]:text-ink inline-flex h-8 items-center rounded-lg px-3 text-sm font-medium aria-[current]:font-semibold"
        >
          {t`${days} days`}
        </Link>
      ))}
    </nav>
  );
}

function Report({ report }: { report: TheoReport }) {
  const { answered, resolved, handed_over, wrong, drafts, accepted, edited, reasons } = report;
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Figure name={t`Answered`} help={t`Answers that he sent by himself`} many={answered} />
        <Figure name={t`Resolved`} help={t`Conversations that ended without a human`} many={resolved} />
        <Figure name={t`Handed over`} help={t`Conversations that he left to the team`} many={handed_over} />
        <Figure name={t`Wrong`} help={t`Answers that an agent called wrong`} many={wrong} />
      </dl>
      {reasons.length > 0 && (
        <Section title={t`Why he handed over`}>
          <Bars bars={reasons.map(({ reason, count: many }) => ({ name: reasonName(reason), many }))} />
        </Section>
      )}
      {drafts > 0 && (
        <Section title={t`Drafts for agents`} lead={t`What became of what they asked him for.`}>
          <Bars
            bars={[
              { name: t`Asked for`, many: drafts },
              { name: t`Sent as they were`, many: accepted },
              { name: t`Sent changed`, many: edited },
              { name: t`Not used`, many: Math.max(0, drafts - accepted - edited) },
            ]}
          />
        </Section>
      )}
    </>
  );
}

function Figure({ name, help, many }: { name: string; help: string; many: number }) {
  return (
    <div className="border-line flex flex-col rounded-xl border p-4">
      <dt className="text-sm font-semibold">{name}</dt>
      <dd className="font-display tabular order-first text-2xl leading-9 font-semibold">{count(many)}</dd>
      <dd className="text-faint text-xs text-pretty">{help}</dd>
    </div>
  );
}
