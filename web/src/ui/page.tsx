// A settings screen: a heading that stays, and a column of readable width.
import { t } from "@lingui/core/macro";
import { Menu } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./button";
import { useScreen } from "./screen";
import { useSidebar } from "./sidebar_context";

interface PageProps {
  title: string;
  lead?: string;
  action?: ReactNode;
  isWide?: boolean;
  children: ReactNode;
}

export function Page({ title, lead, action, isWide, children }: PageProps) {
  const isPhone = useScreen("phone");
  const openSidebar = useSidebar();
  return (
    <div className="bg-surface h-full w-full overflow-y-auto">
      <div
        className={`mx-auto px-8 pt-9 pb-16 max-md:px-4 max-md:pt-4 ${isWide ? "max-w-5xl" : "max-w-3xl"}`}
      >
        <header className="flex items-start gap-2">
          {isPhone && (
            <IconButton label={t`Views and settings`} onClick={openSidebar} className="-ml-2">
              <Menu size={18} />
            </IconButton>
          )}
          <div className="min-w-0 grow">
            <h1 className="font-display text-2xl leading-8 font-semibold tracking-tight">{title}</h1>
            {lead && <p className="text-soft mt-1 max-w-xl text-pretty">{lead}</p>}
          </div>
          {action}
        </header>
        <div className="mt-7 grid grid-cols-[minmax(0,1fr)] gap-9">{children}</div>
      </div>
    </div>
  );
}

export function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <section>
      <h2 className="text-base font-semibold">{title}</h2>
      {lead && <p className="text-faint text-sm">{lead}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}
