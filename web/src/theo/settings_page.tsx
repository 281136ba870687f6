// How Theo is wanted: what he does, where, how, and with what. Agents read it; owners and admins change it.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { useIsLead } from "@/auth/me";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { Budget } from "./budget";
import { Endpoint } from "./endpoint";
import { Handoff } from "./handoff";
import { Knowledge } from "./knowledge";
import { Mode } from "./mode";
import { theoSettingsQuery } from "./queries";
import { TheoFrame } from "./theo_frame";
import { Tones } from "./tones";
import { WhereAndWhen } from "./where_and_when";

export function TheoSettingsPage() {
  const isLead = useIsLead();
  const query = useQuery(theoSettingsQuery);
  const settings = query.data;
  return (
    <TheoFrame>
      {settings ? (
        <>
          {!isLead && (
            <p className="bg-sunken text-soft rounded-xl px-4 py-3 text-sm">
              {t`Owners and admins change this. You see how it is set.`}
            </p>
          )}
          <Mode settings={settings} isLead={isLead} />
          <Knowledge settings={settings} />
          <WhereAndWhen settings={settings} isLead={isLead} />
          <Handoff settings={settings} isLead={isLead} />
          <Tones settings={settings} isLead={isLead} />
          {isLead && <Endpoint settings={settings} />}
          <Budget settings={settings} isLead={isLead} />
        </>
      ) : query.isError ? (
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Skeleton className="h-96 w-full rounded-xl" />
      )}
    </TheoFrame>
  );
}
