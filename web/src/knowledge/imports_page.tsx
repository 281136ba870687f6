// Articles out of files or of a site: bringing them in, and what became of what was brought in.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import type { ArticleState } from "@/api/types";
import { useIsLead } from "@/auth/me";
import { Section } from "@/ui/page";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { SelectField } from "@/ui/field";
import { ExportButton } from "./export_button";
import { FileDrop } from "./file_drop";
import { ImportRow } from "./import_row";
import { KnowledgeFrame } from "./knowledge_frame";
import { LeadsOnly } from "./leads_only";
import { importsQuery } from "./queries";
import { SiteForm } from "./site_form";

export function ImportsPage() {
  const isLead = useIsLead();
  const [state, setState] = useState<ArticleState>("published");
  if (!isLead) return <LeadsOnly />;
  return (
    <KnowledgeFrame action={<ExportButton />}>
      <div className="grid gap-7">
        <div className="grid items-start gap-5 md:grid-cols-2">
          <FileDrop state={state} />
          <div className="grid gap-5 max-md:-order-1">
            <SelectField
              label={t`What is imported becomes`}
              value={state}
              onChange={(event) => setState(event.target.value === "draft" ? "draft" : "published")}
              help={
                state === "draft"
                  ? t`Only your team sees drafts, until they are published one by one.`
                  : t`Customers can read it as soon as it is here.`
              }
            >
              <option value="published">{t`Published articles`}</option>
              <option value="draft">{t`Drafts`}</option>
            </SelectField>
            <SiteForm state={state} />
          </div>
        </div>
        <Section title={t`Imports so far`}>
          <Imports />
        </Section>
      </div>
    </KnowledgeFrame>
  );
}

function Imports() {
  const query = useQuery({
    ...importsQuery,
    // Events tell of it as it goes; this is for whoever hears none.
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => state === "waiting" || state === "running") ? 4000 : false,
  });
  if (query.isPending) return <Skeleton className="h-24 w-full rounded-xl" />;
  if (!query.data) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data.length === 0)
    return (
      <p className="border-line text-soft rounded-xl border border-dashed p-8 text-center text-pretty">
        {t`Nothing was imported yet. Bringing in the same files again later brings their articles up to date.`}
      </p>
    );
  return (
    <ul aria-label={t`Imports`} className="divide-line border-line divide-y rounded-xl border">
      {query.data.map((one) => (
        <ImportRow key={one.id} of={one} />
      ))}
    </ul>
  );
}
