// Onboarding 3: the snippet for the site.
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import type { Widget } from "@/api/types";
import { Snippet } from "@/widgets/snippet";
import { primaryLink, secondaryLink, StepTitle } from "./step_title";

export function InstallStep({ widget }: { widget: Widget }) {
  return (
    <div className="max-w-2xl">
      <StepTitle
        title={t`Put it on ${widget.domain}`}
        lead={t`Copy these two lines into your pages. Not at hand? Go on and try it here first; they stay under Widget.`}
      />
      <Snippet widgetId={widget.id} />
      <div className="mt-6 flex gap-3">
        <Link to="/welcome" search={{ step: "try" }} className={primaryLink}>
          {t`Try it`}
        </Link>
        <Link to="/welcome" search={{ step: "widget" }} className={secondaryLink}>
          {t`Back`}
        </Link>
      </div>
    </div>
  );
}
