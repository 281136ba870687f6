// Sends one of the channel's approved templates: chosen from a list, its places filled, read before it goes out.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { Send } from "lucide-react";
import { useState } from "react";
import { api, must } from "@/api/client";
import type { Template } from "@/api/types";
import { templatesQuery } from "@/channels/queries";
import { Button } from "@/ui/button";
import { Modal } from "@/ui/dialog";
import { InputField, SelectField } from "@/ui/field";
import { FormProblem, Problem } from "@/ui/problem";
import { useSubmit } from "@/ui/use_submit";
import { type Values, isFilled, placeKey, preview, variables } from "./template_text";

interface TemplatePickerProps {
  conversationId: string;
  channelId: string;
  onClose: () => void;
}

export function TemplatePicker({ conversationId, channelId, onClose }: TemplatePickerProps) {
  const templates = useQuery(templatesQuery(channelId));
  return (
    <Modal
      isOpen
      onClose={onClose}
      title={t`Send a template`}
      description={t`A message that was approved beforehand: it reaches the customer at any time.`}
    >
      <div className="overflow-y-auto px-6 pt-3 pb-6">
        {templates.isPending && <p className="text-soft text-sm">{t`Loading…`}</p>}
        {templates.isError && <Problem error={templates.error} onRetry={() => void templates.refetch()} />}
        {templates.data?.length === 0 && (
          <p className="text-soft text-sm">{t`This channel has no approved templates yet. They are made at Meta.`}</p>
        )}
        {templates.data && templates.data.length > 0 && (
          <TemplateForm conversationId={conversationId} templates={templates.data} onSent={onClose} />
        )}
      </div>
    </Modal>
  );
}

interface TemplateFormProps {
  conversationId: string;
  templates: Template[];
  onSent: () => void;
}

function TemplateForm({ conversationId, templates, onSent }: TemplateFormProps) {
  const [at, setAt] = useState(0);
  const [values, setValues] = useState<Values>({});
  const template = templates[at];
  const submit = useSubmit(async () => {
    if (!template) return;
    const { name, language } = template;
    await must(
      api.POST("/api/v1/conversations/{id}/messages", {
        params: { path: { id: conversationId } },
        body: { content: "", template: { name, language, variables: variables(template, values) } },
      }),
    );
    onSent();
  });
  if (!template) return null;
  return (
    <form onSubmit={submit.onSubmit} className="flex flex-col gap-4">
      <FormProblem error={submit.error} />
      <SelectField
        label={t`Template`}
        value={at}
        onChange={(event) => {
          setAt(Number(event.target.value));
          setValues({});
        }}
      >
        {templates.map(({ name, language }, index) => (
          <option key={`${name} ${language}`} value={index}>
            {`${name} · ${language}`}
          </option>
        ))}
      </SelectField>
      {template.variables.map((place) => (
        <InputField
          key={`${template.name} ${template.language} ${placeKey(place)}`}
          label={placeLabel(template, place)}
          help={place.example ? t`For example: ${place.example}` : undefined}
          value={values[placeKey(place)] ?? ""}
          maxLength={1024}
          dir="auto"
          onChange={(event) => setValues({ ...values, [placeKey(place)]: event.target.value })}
        />
      ))}
      <figure>
        <figcaption className="text-soft mb-1 text-xs font-semibold">{t`The customer reads`}</figcaption>
        <p
          dir="auto"
          aria-live="polite"
          className="bg-ink/5 rounded-xl px-3.5 py-2.5 text-sm wrap-anywhere whitespace-pre-wrap"
        >
          {preview(template, values)}
        </p>
      </figure>
      <Button type="submit" weight="primary" disabled={submit.isBusy || !isFilled(template, values)}>
        {t`Send`}
        <Send size={13} aria-hidden />
      </Button>
    </form>
  );
}

function placeLabel(template: Template, place: Template["variables"][number]): string {
  const { part, name } = place;
  if (part === "buttons") {
    const button = template.buttons[Number(name)] ?? name;
    return t`End of the link of the button “${button}”`;
  }
  if (name === "link") return t`Address of the file at the top`;
  return part === "header" ? t`Value ${name} of the heading` : t`Value ${name}`;
}
