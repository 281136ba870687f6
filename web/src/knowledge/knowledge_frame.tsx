// The heading of the knowledge base and the way between its screens.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";
import { useIsLead } from "@/auth/me";
import { Page } from "@/ui/page";
import { helpPath } from "./help_path";
import { helpCentreQuery } from "./queries";

const tab =
  "focus-inset text-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink -mb-px inline-flex h-9 items-center border-b-2 border-transparent px-1 text-sm font-semibold";

export function KnowledgeFrame({ action, children }: { action?: ReactNode; children: ReactNode }) {
  const isLead = useIsLead();
  const path = helpPath(useQuery(helpCentreQuery).data);
  return (
    <Page
      title={t`Knowledge`}
      lead={t`What customers can look up, and what Theo answers from.`}
      action={action}
      isWide
    >
      <div className="-mt-3 grid grid-cols-[minmax(0,1fr)] gap-6">
        <nav aria-label={t`Knowledge`} className="border-line flex items-center gap-5 border-b">
          <Link to="/knowledge" activeOptions={{ exact: true, includeSearch: false }} className={tab}>
            {t`Articles`}
          </Link>
          {isLead && (
            <>
              <Link to="/knowledge/imports" className={tab}>
                {t`Imports`}
              </Link>
              <Link to="/knowledge/help-centre" className={tab}>
                {t`Help centre`}
              </Link>
            </>
          )}
          {path && (
            <a
              href={path}
              target="_blank"
              rel="noreferrer"
              className="text-accent ms-auto inline-flex h-9 items-center gap-1.5 text-sm font-semibold whitespace-nowrap"
            >
              <span className="max-sm:sr-only">{t`Open the help centre`}</span>
              <ExternalLink size={14} aria-hidden />
            </a>
          )}
        </nav>
        {children}
      </div>
    </Page>
  );
}
