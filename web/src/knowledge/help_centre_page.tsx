// The help centre: whether customers see it, what it is called, and where it is.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { api, must } from "@/api/client";
import { Failure } from "@/api/failure";
import type { HelpCentre } from "@/api/types";
import { useBusiness, useIsLead } from "@/auth/me";
import { Button } from "@/ui/button";
import { Copyable } from "@/ui/copyable";
import { InputField } from "@/ui/field";
import { FormProblem, Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { SwitchRow } from "@/ui/switch";
import { say, sayProblem } from "@/ui/toasts";
import { useSubmit } from "@/ui/use_submit";
import { KnowledgeFrame } from "./knowledge_frame";
import { LeadsOnly } from "./leads_only";
import { helpCentreQuery } from "./queries";

export function HelpCentrePage() {
  const isLead = useIsLead();
  const query = useQuery(helpCentreQuery);
  if (!isLead) return <LeadsOnly />;
  return (
    <KnowledgeFrame>
      {query.data ? (
        <div className="grid max-w-xl gap-6">
          <Public centre={query.data} />
          <Names centre={query.data} />
        </div>
      ) : query.isError ? (
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton className="h-64 w-full max-w-xl rounded-xl" />
      )}
    </KnowledgeFrame>
  );
}

function Public({ centre }: { centre: HelpCentre }) {
  const client = useQueryClient();
  async function change(isPublic: boolean): Promise<void> {
    const { queryKey } = helpCentreQuery;
    client.setQueryData(queryKey, { ...centre, is_public: isPublic });
    try {
      const body = { is_public: isPublic };
      client.setQueryData(queryKey, await must(api.PATCH("/api/v1/kb/help-centre", { body })));
      say(isPublic ? t`Customers can read it` : t`Nobody but your team can read it`);
    } catch (error) {
      client.setQueryData(queryKey, centre);
      sayProblem(error);
    }
  }
  return (
    <div className="border-line rounded-xl border px-4 py-1.5">
      <SwitchRow
        label={t`Customers can read it`}
        help={t`Off: the pages are not there, and the chat finds no articles.`}
        isOn={centre.is_public}
        onChange={(isOn) => void change(isOn)}
      />
    </div>
  );
}

function Names({ centre }: { centre: HelpCentre }) {
  const business = useBusiness();
  const client = useQueryClient();
  const [slug, setSlug] = useState(centre.slug ?? "");
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ title = "" }) => {
    const body = { title: title || null, ...(slug.trim() && { slug: slug.trim() }) };
    const saved = await must(api.PATCH("/api/v1/kb/help-centre", { body }));
    client.setQueryData(helpCentreQuery.queryKey, saved);
    setSlug(saved.slug ?? "");
    say(t`Saved`);
  });
  // Refused as a whole: another help centre has this name.
  const taken = error instanceof Failure && error.status === 400 ? error.message : undefined;
  return (
    <form onSubmit={onSubmit} className="grid gap-5">
      {!taken && <FormProblem error={error} />}
      <InputField
        label={t`Title`}
        name="title"
        maxLength={100}
        defaultValue={centre.title ?? ""}
        placeholder={business.name}
        autoComplete="off"
        error={fields.title}
        help={t`Stands above the articles. Without one, it is the name of your business.`}
      />
      <InputField
        label={t`Name in its address`}
        value={slug}
        maxLength={80}
        spellCheck={false}
        placeholder={t`made of your business's name`}
        autoComplete="off"
        error={fields.slug ?? taken}
        help={t`Small letters, digits and hyphens. With a new one, links to the old one lead nowhere.`}
        onChange={(event) => setSlug(event.target.value)}
      />
      <div>
        <Button type="submit" weight="primary" isBusy={isBusy}>
          {t`Save`}
        </Button>
      </div>
      {centre.url ? (
        <Copyable label={t`Its address`} value={centre.url} />
      ) : (
        <p className="text-faint text-sm">{t`It has an address with your first article.`}</p>
      )}
    </form>
  );
}
