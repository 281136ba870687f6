// Whether visitors must prove who they are, and the secret with which your server proves it for them: shown once.
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { api, must } from "@/api/client";
import { date, fullTime } from "@/time";
import { Button } from "@/ui/button";
import { Modal } from "@/ui/dialog";
import { Section } from "@/ui/page";
import { say, sayProblem } from "@/ui/toasts";

const identityQuery = (widgetId: string) =>
  queryOptions({
    queryKey: ["widgets", widgetId, "identity"],
    queryFn: ({ signal }) =>
      must(
        api.GET("/api/v1/widget/{widget_id}/identity", {
          params: { path: { widget_id: widgetId } },
          signal,
        }),
      ),
  });

export function Identity({ widgetId }: { widgetId: string }) {
  const client = useQueryClient();
  const state = useQuery(identityQuery(widgetId)).data;
  const [secret, setSecret] = useState<string | null>(null);
  const [isEnding, setEnding] = useState(false);
  const params = { path: { widget_id: widgetId } };

  async function make(): Promise<void> {
    try {
      const made = await must(api.POST("/api/v1/widget/{widget_id}/identity", { params }));
      setSecret(made.secret);
      await client.invalidateQueries({ queryKey: identityQuery(widgetId).queryKey });
    } catch (error) {
      sayProblem(error);
    }
  }

  async function end(): Promise<void> {
    setEnding(false);
    try {
      await must(api.DELETE("/api/v1/widget/{widget_id}/identity", { params }));
      setSecret(null);
      await client.invalidateQueries({ queryKey: identityQuery(widgetId).queryKey });
      say(t`Visitors are taken at their word again`);
    } catch (error) {
      sayProblem(error);
    }
  }

  return (
    <Section
      title={t`Proof of identity`}
      lead={t`For shops with a sign-in: your server signs who the visitor is, and nobody can pass as another.`}
    >
      {secret && (
        <div className="bg-note border-note-line text-note-ink mb-3 rounded-xl border p-4">
          <p className="text-sm font-semibold">{t`Copy this secret now. It is shown only once.`}</p>
          <code aria-label={t`Secret`} className="mt-1 block font-mono text-xs break-all select-all">
            {secret}
          </code>
          <p className="mt-2 text-xs">
            {t`The hash to give to PingBack.identify is HMAC-SHA256 of the visitor’s id with this key, in hexadecimal.`}
          </p>
        </div>
      )}
      <p className="text-soft text-sm">
        {state?.is_required && state.made_at
          ? t`On since ${date(state.made_at)}.`
          : t`Off: whoever the page says the visitor is, is believed only as a note.`}
        {state?.previous_until && " " + t`The secret before is good until ${fullTime(state.previous_until)}.`}
      </p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button onClick={() => void make()}>
          {state?.is_required ? t`Make a new secret` : t`Require proof`}
        </Button>
        {state?.is_required && <Button onClick={() => setEnding(true)}>{t`Switch it off`}</Button>}
      </div>
      <Modal
        isOpen={isEnding}
        onClose={() => setEnding(false)}
        title={t`Switch proof of identity off?`}
        description={t`The secret is forgotten; switching it on again makes another one.`}
        width="max-w-md"
      >
        <div className="flex justify-end gap-2 px-6 pt-4 pb-5">
          <Button onClick={() => setEnding(false)}>{t`Keep`}</Button>
          <Button weight="danger" onClick={() => void end()}>
            {t`Switch it off`}
          </Button>
        </div>
      </Modal>
    </Section>
  );
}
