// How Theo sounds where a language model writes.
import { t } from "@lingui/core/macro";
import type { Tone } from "@/api/types";
import { SelectField } from "@/ui/field";
import { useSubmit } from "@/ui/use_submit";
import { useSaveSettings } from "./queries";
import { type PartProps, SettingsForm } from "./settings_form";
import { toneName } from "./words";

const tones: Tone[] = ["friendly", "formal", "brief"];

export function Tones({ settings, isLead }: PartProps) {
  const save = useSaveSettings();
  const form = useSubmit(({ tone }) => save({ tone: tones.find((one) => one === tone) }));
  return (
    <SettingsForm
      title={t`How he sounds`}
      lead={
        settings.knowledge.has_writer
          ? t`In the customer’s language.`
          : t`Takes effect with a language model; without one he speaks as your articles do.`
      }
      isLead={isLead}
      form={form}
    >
      <SelectField
        label={t`Tone`}
        name="tone"
        defaultValue={settings.tone}
        error={form.fields.tone}
        className="max-w-64"
      >
        {tones.map((tone) => (
          <option key={tone} value={tone}>
            {toneName(tone)}
          </option>
        ))}
      </SelectField>
    </SettingsForm>
  );
}
