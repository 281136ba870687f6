// How much a language model may write in a month, and how much it did.
import { t } from "@lingui/core/macro";
import { InputField } from "@/ui/field";
import { Meter } from "@/ui/meter";
import { useSubmit } from "@/ui/use_submit";
import { useSaveSettings } from "./queries";
import { type PartProps, SettingsForm } from "./settings_form";
import { count } from "./words";

export function Budget({ settings, isLead }: PartProps) {
  const save = useSaveSettings();
  const form = useSubmit(({ monthly_tokens }) =>
    save({ monthly_tokens: monthly_tokens ? Number(monthly_tokens) : null }),
  );
  const { spent_tokens, monthly_tokens } = settings;
  const spent = count(spent_tokens);
  const most = monthly_tokens == null ? null : count(monthly_tokens);
  return (
    <SettingsForm
      title={t`Budget of a month`}
      lead={t`What a language model may cost, in tokens. When it is spent, he goes on with the sentences of your articles.`}
      isLead={isLead}
      form={form}
    >
      {most !== null && monthly_tokens ? (
        <Meter
          label={t`Spent this month`}
          share={spent_tokens / monthly_tokens}
          words={t`${spent} of ${most} tokens`}
        />
      ) : (
        <p className="text-soft text-sm">{t`Spent this month: ${spent} tokens.`}</p>
      )}
      <InputField
        label={t`Tokens a month`}
        name="monthly_tokens"
        type="number"
        inputMode="numeric"
        min={0}
        max={1_000_000_000_000}
        step={1}
        isOptional={t`optional`}
        defaultValue={monthly_tokens ?? undefined}
        help={t`Empty: no bound. An answer is asked for only while the longest possible one still fits.`}
        error={form.fields.monthly_tokens}
        className="max-w-64"
      />
    </SettingsForm>
  );
}
