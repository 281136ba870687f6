// Adds an endpoint or changes one: its address, and of what it is told.
import { useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { api, must } from "@/api/client";
import type { WebhookEndpoint, WebhookEvent } from "@/api/types";
import { Button } from "@/ui/button";
import { InputField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { say } from "@/ui/toasts";
import { useSubmit } from "@/ui/use_submit";
import { eventName, events } from "./names";
import { endpointsQuery } from "./queries";

interface EndpointFormProps {
  endpoint: WebhookEndpoint | null;
  onDone: () => void;
  onSecret: (secret: string) => void;
}

export function EndpointForm({ endpoint, onDone, onSecret }: EndpointFormProps) {
  const client = useQueryClient();
  const [chosen, setChosen] = useState<WebhookEvent[]>(endpoint?.events ?? []);
  const { isBusy, error, fields, onSubmit } = useSubmit(async (values) => {
    const body = {
      url: values.url ?? "",
      description: values.description ?? "",
      events: chosen,
      include_notes: values.include_notes === "on",
    };
    if (endpoint) {
      const params = { path: { endpoint_id: endpoint.id } };
      await must(api.PATCH("/api/v1/webhook-endpoints/{endpoint_id}", { params, body }));
      say(t`Saved`);
    } else {
      const made = await must(api.POST("/api/v1/webhook-endpoints/", { body }));
      onSecret(made.secret);
    }
    await client.invalidateQueries({ queryKey: endpointsQuery.queryKey });
    onDone();
  });

  function toggle(event: WebhookEvent): void {
    setChosen((before) =>
      before.includes(event) ? before.filter((one) => one !== event) : [...before, event],
    );
  }

  return (
    <form onSubmit={onSubmit} className="flex min-h-0 flex-col">
      <div className="grid min-h-0 gap-4 overflow-y-auto px-6 pt-4 pb-2">
        <FormProblem error={error} />
        <InputField
          label={t`Address`}
          name="url"
          type="url"
          required
          maxLength={2000}
          placeholder="https://"
          defaultValue={endpoint?.url}
          error={fields.url}
          autoComplete="off"
        />
        <InputField
          label={t`What it is for`}
          name="description"
          maxLength={200}
          isOptional={t`optional`}
          defaultValue={endpoint?.description}
          error={fields.description}
          autoComplete="off"
        />
        <fieldset className="border-line grid gap-2.5 rounded-xl border p-4">
          <legend className="px-1 text-sm font-semibold">{t`Events`}</legend>
          <p className="text-faint text-xs">{t`None chosen: all of them.`}</p>
          {events.map((event) => (
            <label key={event} className="flex items-center gap-2.5 text-sm">
              <input
                type="checkbox"
                className="size-4"
                checked={chosen.includes(event)}
                onChange={() => toggle(event)}
              />
              {eventName(event)}
            </label>
          ))}
        </fieldset>
        <label className="flex items-center gap-2.5 text-sm font-semibold">
          <input
            type="checkbox"
            name="include_notes"
            className="size-4"
            defaultChecked={endpoint?.include_notes}
          />
          {t`Internal notes too`}
        </label>
      </div>
      <div className="flex justify-end gap-2 px-6 pt-3 pb-5">
        <Button onClick={onDone}>{t`Cancel`}</Button>
        <Button type="submit" weight="primary" isBusy={isBusy}>
          {endpoint ? t`Save` : t`Add`}
        </Button>
      </div>
    </form>
  );
}
