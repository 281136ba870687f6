// When Theo leaves a customer to the team beside his own reasons, and whether he tells them.
import { t } from "@lingui/core/macro";
import { useId } from "react";
import { TextField } from "@/ui/field";
import { useSubmit } from "@/ui/use_submit";
import { linesOf, lineProblem } from "./lines";
import { useSaveSettings } from "./queries";
import { type PartProps, SettingsForm } from "./settings_form";

export function Handoff({ settings, isLead }: PartProps) {
  const id = useId();
  const save = useSaveSettings();
  const form = useSubmit(({ keywords, announces_handoff }) =>
    save({ keywords: linesOf(keywords ?? ""), announces_handoff: announces_handoff === "on" }),
  );
  return (
    <SettingsForm
      title={t`When a human takes over`}
      lead={t`Always when a customer asks for one, is upset, speaks of law or harm, or when no article answers.`}
      isLead={isLead}
      form={form}
    >
      <TextField
        label={t`What the team answers itself`}
        name="keywords"
        rows={4}
        defaultValue={settings.keywords.join("\n")}
        placeholder={t`refund*`}
        help={t`A word or phrase a line. A star at the end stands for any ending: refund* also means refunds and refunded.`}
        error={form.fields.keywords ?? lineProblem(form.fields)}
      />
      <div>
        <label className="flex items-center gap-2.5 text-sm font-semibold">
          <input
            type="checkbox"
            name="announces_handoff"
            aria-describedby={id}
            className="accent-accent size-4"
            defaultChecked={settings.announces_handoff}
          />
          {t`Tell the customer that a colleague takes over`}
        </label>
        <p id={id} className="text-faint mt-0.5 ps-6.5 text-xs">
          {t`In their language, where they wrote. Not by e-mail: a mail that only tells of another one is one too many.`}
        </p>
      </div>
    </SettingsForm>
  );
}
