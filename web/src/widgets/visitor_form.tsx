// Writes to the business as a visitor, over HTTP.
import { t } from "@lingui/core/macro";
import { useRef, useState } from "react";
import { api, must } from "@/api/client";
import { Button } from "@/ui/button";
import { InputField, TextField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { useSubmit } from "@/ui/use_submit";

export function VisitorForm({ widgetId }: { widgetId: string }) {
  const visitor = useRef<string | null>(null);
  const [sent, setSent] = useState(0);
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ name, content = "" }, form) => {
    const { visitor_token } = await must(
      api.POST("/api/v1/widget/{widget_id}/messages", {
        params: { path: { widget_id: widgetId } },
        body: {
          content,
          client_id: crypto.randomUUID(),
          ...(visitor.current ? { visitor_token: visitor.current } : {}),
          ...(name ? { customer: { name } } : {}),
        },
      }),
    );
    visitor.current = visitor_token;
    form.querySelector("textarea")!.value = "";
    setSent((count) => count + 1);
  });
  return (
    <form
      onSubmit={onSubmit}
      className="border-line bg-raised shadow-card mt-8 grid max-w-md gap-4 rounded-2xl border p-6"
    >
      <FormProblem error={error} />
      <InputField
        label={t`Customer's name`}
        name="name"
        isOptional={t`optional`}
        autoComplete="off"
        error={fields.name}
      />
      <TextField
        label={t`Message`}
        name="content"
        required
        error={fields.content}
        placeholder={t`Do you ship to Norway?`}
      />
      <div className="flex items-center gap-3">
        <Button type="submit" weight="primary" isBusy={isBusy}>
          {t`Send as a customer`}
        </Button>
        <span role="status" className="text-soft text-sm">
          {sent > 0 && t`Sent. It is in the inbox now.`}
        </span>
      </div>
    </form>
  );
}
