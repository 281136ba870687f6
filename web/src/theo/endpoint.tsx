// A language model of the team's own: where it is and how it is called. Its key goes in and never comes out.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { Failure } from "@/api/failure";
import type { TheoSettings } from "@/api/types";
import { Button } from "@/ui/button";
import { InputField } from "@/ui/field";
import { Removal } from "@/ui/removal";
import { sayProblem } from "@/ui/toasts";
import { useSubmit } from "@/ui/use_submit";
import { useSaveSettings } from "./queries";
import { SettingsForm } from "./settings_form";

export function Endpoint({ settings: { endpoint } }: { settings: TheoSettings }) {
  const save = useSaveSettings();
  const [isRemoving, setRemoving] = useState(false);
  const form = useSubmit(async ({ base_url = "", model = "", key }, element) => {
    await save({ endpoint: { base_url, model, ...(key ? { key } : {}) } });
    for (const input of element.querySelectorAll<HTMLInputElement>("input[type=password]")) input.value = "";
  });
  // What can't be called is said of the address.
  const { error, fields } = form;
  const isAddress = error instanceof Failure && error.status === 400;

  return (
    <>
      <SettingsForm
        key={endpoint?.base_url}
        title={t`Language model`}
        lead={t`Optional. Anything that speaks OpenAI’s interface, a service or a server of your own. He then writes in his own words and in the customer’s language; what he writes is held to your articles.`}
        isLead
        form={{ ...form, error: isAddress ? null : error }}
        action={endpoint && <Button onClick={() => setRemoving(true)}>{t`Remove`}</Button>}
      >
        <InputField
          label={t`Address`}
          name="base_url"
          type="url"
          required
          maxLength={2000}
          placeholder="https://llm.example.com/v1"
          defaultValue={endpoint?.base_url}
          help={t`What comes before /chat/completions.`}
          error={isAddress ? error.message : fields.base_url}
          autoComplete="off"
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <InputField
            label={t`Model`}
            name="model"
            required
            maxLength={200}
            defaultValue={endpoint?.model}
            error={fields.model}
            autoComplete="off"
          />
          <InputField
            label={t`Key`}
            name="key"
            type="password"
            isOptional={t`optional`}
            maxLength={4000}
            placeholder={endpoint?.has_key ? "••••••••" : undefined}
            help={
              endpoint?.has_key
                ? t`One is kept, sealed. Left empty it stays, as long as the address does.`
                : t`Kept sealed and never shown again.`
            }
            error={fields.key}
            autoComplete="new-password"
          />
        </div>
      </SettingsForm>
      <Removal
        isOpen={isRemoving}
        title={t`Remove the language model?`}
        description={t`Its key is forgotten. Theo answers with the sentences of your articles.`}
        onClose={() => setRemoving(false)}
        onRemove={() => void save({ endpoint: null }).catch(sayProblem)}
      />
    </>
  );
}
