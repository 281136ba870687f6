// The heading of Theo's pages and the way between them.
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { Page } from "@/ui/page";

const tab =
  "focus-inset text-soft hover:text-ink aria-[current=page]:border-accent aria-[current=page]:text-ink -mb-px inline-flex h-9 items-center border-b-2 border-transparent px-1 text-sm font-semibold whitespace-nowrap";

export function TheoFrame({ children }: { children: ReactNode }) {
  return (
    <Page
      title={t`Theo`}
      lead={t`Your assistant. He answers out of your own articles and calls a human in time.`}
    >
      <nav aria-label={t`Theo`} className="border-line -mt-3 flex items-center gap-5 border-b">
        <Link to="/theo" activeOptions={{ exact: true }} className={tab}>
          {t`Settings`}
        </Link>
        <Link to="/theo/try" className={tab}>
          {t`Try him`}
        </Link>
        <Link to="/theo/gaps" className={tab}>
          {t`Gaps`}
        </Link>
        <Link to="/theo/report" className={tab}>
          {t`Report`}
        </Link>
      </nav>
      {children}
    </Page>
  );
}
