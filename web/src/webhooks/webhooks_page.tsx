// Who is told what happens here: the endpoints, adding one, and the secret that is shown once.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { Plus } from "lucide-react";
import { useState } from "react";
import type { WebhookEndpoint } from "@/api/types";
import { Button } from "@/ui/button";
import { Modal } from "@/ui/dialog";
import { Page } from "@/ui/page";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { Deliveries } from "./deliveries";
import { EndpointForm } from "./endpoint_form";
import { EndpointRow } from "./endpoint_row";
import { endpointsQuery } from "./queries";
import { Secret } from "./secret";

export function WebhooksPage() {
  const endpoints = useQuery(endpointsQuery);
  const [editing, setEditing] = useState<WebhookEndpoint | "new" | null>(null);
  const [shown, setShown] = useState<WebhookEndpoint | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const known = endpoints.data ?? [];

  return (
    <Page
      title={t`Webhooks`}
      lead={t`Programs of yours are told what happens here, as it happens.`}
      action={
        <Button weight="primary" onClick={() => setEditing("new")}>
          <Plus size={16} aria-hidden />
          {t`Add`}
        </Button>
      }
    >
      {endpoints.isError ? (
        <Problem error={endpoints.error} onRetry={() => void endpoints.refetch()} />
      ) : endpoints.isPending ? (
        <Skeleton className="h-40 w-full rounded-xl" />
      ) : known.length === 0 ? (
        <p className="border-line text-soft rounded-xl border border-dashed p-8 text-center text-pretty">
          {t`Nobody is told yet. Add the address of a program that waits for events.`}
        </p>
      ) : (
        <ul className="divide-line border-line divide-y rounded-xl border">
          {known.map((endpoint) => (
            <EndpointRow
              key={endpoint.id}
              endpoint={endpoint}
              onEdit={() => setEditing(endpoint)}
              onShow={() => setShown(endpoint)}
              onSecret={setSecret}
            />
          ))}
        </ul>
      )}
      <Modal
        isOpen={editing !== null}
        onClose={() => setEditing(null)}
        title={editing === "new" ? t`Add a webhook` : t`Change the webhook`}
      >
        {editing && (
          <EndpointForm
            endpoint={editing === "new" ? null : editing}
            onDone={() => setEditing(null)}
            onSecret={setSecret}
          />
        )}
      </Modal>
      <Modal
        isOpen={secret !== null}
        onClose={() => setSecret(null)}
        title={t`The secret`}
        description={t`Copy this secret now. It is shown only once.`}
      >
        {secret && <Secret secret={secret} onDone={() => setSecret(null)} />}
      </Modal>
      <Modal
        isOpen={shown !== null}
        onClose={() => setShown(null)}
        title={t`Deliveries`}
        description={shown?.url}
        width="max-w-3xl"
      >
        {shown && <Deliveries endpoint={shown} />}
      </Modal>
    </Page>
  );
}
