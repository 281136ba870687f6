// One section of the settings: it is saved by itself, and shown without a button to who may not change it.
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import type { TheoSettings } from "@/api/types";
import { Button } from "@/ui/button";
import { Section } from "@/ui/page";
import { FormProblem } from "@/ui/problem";
import type { Submit } from "@/ui/use_submit";

export interface PartProps {
  settings: TheoSettings;
  isLead: boolean;
}

interface SettingsFormProps {
  title: string;
  lead: string;
  isLead: boolean;
  form: Submit;
  /** Beside the button. */
  action?: ReactNode;
  children: ReactNode;
}

export function SettingsForm({ title, lead, isLead, form, action, children }: SettingsFormProps) {
  return (
    <Section title={title} lead={lead}>
      <form onSubmit={form.onSubmit} aria-label={title}>
        <fieldset disabled={!isLead} className="grid min-w-0 gap-4">
          <FormProblem error={form.error} />
          {children}
        </fieldset>
        {isLead && (
          <div className="mt-4 flex flex-wrap gap-2">
            <Button type="submit" weight="primary" isBusy={form.isBusy}>
              {t`Save`}
            </Button>
            {action}
          </div>
        )}
      </form>
    </Section>
  );
}
