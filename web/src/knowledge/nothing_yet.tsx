// Before the first article: the ways to get some.
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { BookOpenText, FileUp, Globe, PenLine } from "lucide-react";
import { useIsLead } from "@/auth/me";
import { EmptyState } from "@/ui/empty_state";
import { primaryLink, secondaryLink } from "./links";

export function NothingYet() {
  const isLead = useIsLead();
  return (
    <EmptyState
      icon={<BookOpenText size={22} />}
      title={t`Write down what you are asked most`}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          <Link to="/knowledge/new" className={primaryLink}>
            <PenLine size={16} aria-hidden />
            {t`Write an article`}
          </Link>
          {isLead && (
            <>
              <Link to="/knowledge/imports" className={secondaryLink}>
                <FileUp size={16} aria-hidden />
                {t`Import files`}
              </Link>
              <Link to="/knowledge/imports" hash="site" className={secondaryLink}>
                <Globe size={16} aria-hidden />
                {t`Import a site`}
              </Link>
            </>
          )}
        </div>
      }
    >
      {t`Customers find articles in your help centre and in the chat, and Theo answers from them.`}
    </EmptyState>
  );
}
