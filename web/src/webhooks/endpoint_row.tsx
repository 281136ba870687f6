// One endpoint: where it is, how it goes, and what can be done with it.
import { useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { Ellipsis, KeyRound, Power, ScrollText, Send, Settings2, Trash2, Webhook } from "lucide-react";
import { useState } from "react";
import { api, must } from "@/api/client";
import type { WebhookEndpoint } from "@/api/types";
import { fullTime } from "@/time";
import { classes } from "@/ui/classes";
import { Removal } from "@/ui/removal";
import { Menu, MenuItem, MenuLine } from "@/ui/menu";
import { say, sayProblem } from "@/ui/toasts";
import { endpointsQuery } from "./queries";

interface EndpointRowProps {
  endpoint: WebhookEndpoint;
  onEdit: () => void;
  onShow: () => void;
  onSecret: (secret: string) => void;
}

export function EndpointRow({ endpoint, onEdit, onShow, onSecret }: EndpointRowProps) {
  const client = useQueryClient();
  const [isDeleting, setDeleting] = useState(false);
  const params = { path: { endpoint_id: endpoint.id } };

  async function attempt(call: () => Promise<unknown>): Promise<void> {
    try {
      await call();
    } catch (error) {
      sayProblem(error);
    }
    await client.invalidateQueries({ queryKey: endpointsQuery.queryKey });
  }

  const toggle = () =>
    attempt(async () => {
      const body = { is_active: !endpoint.is_active };
      await must(api.PATCH("/api/v1/webhook-endpoints/{endpoint_id}", { params, body }));
      say(endpoint.is_active ? t`The webhook is off` : t`The webhook is on`);
    });
  const test = () =>
    attempt(async () => {
      await must(api.POST("/api/v1/webhook-endpoints/{endpoint_id}/test", { params }));
      onShow();
    });
  const rotate = () =>
    attempt(async () => {
      const made = await must(api.POST("/api/v1/webhook-endpoints/{endpoint_id}/rotate-secret", { params }));
      onSecret(made.secret);
    });
  const remove = () =>
    attempt(async () => {
      await must(api.DELETE("/api/v1/webhook-endpoints/{endpoint_id}", { params }));
      say(t`The webhook is removed`);
    });

  return (
    <li className="flex items-center gap-4 px-4 py-3.5">
      <span className="bg-sunken text-soft inline-flex size-10 shrink-0 items-center justify-center rounded-xl max-sm:hidden">
        <Webhook size={18} aria-hidden />
      </span>
      <div className="min-w-0 grow">
        <p className="truncate text-sm font-semibold">{endpoint.url}</p>
        <p className="text-faint truncate text-xs">{endpoint.description || filters(endpoint)}</p>
        <Trouble endpoint={endpoint} />
      </div>
      <span
        className={classes(
          "inline-flex items-center gap-1.5 text-xs font-medium",
          endpoint.is_active ? "text-soft" : "text-faint",
        )}
      >
        <span className={classes("size-2 rounded-full", lamp(endpoint))} />
        {!endpoint.is_active ? t`Off` : endpoint.failing_since ? t`Trouble` : t`On`}
      </span>
      <Menu
        align="end"
        trigger={
          <button
            type="button"
            aria-label={t`Settings of ${endpoint.url}`}
            className="text-soft hover:bg-hover hover:text-ink inline-flex size-8 shrink-0 items-center justify-center rounded-lg"
          >
            <Ellipsis size={18} />
          </button>
        }
      >
        <MenuItem icon={<ScrollText size={15} />} onChoose={onShow}>{t`Deliveries`}</MenuItem>
        {endpoint.is_active && (
          <MenuItem icon={<Send size={15} />} onChoose={() => void test()}>{t`Send a test`}</MenuItem>
        )}
        <MenuItem icon={<Settings2 size={15} />} onChoose={onEdit}>{t`Settings`}</MenuItem>
        <MenuItem
          icon={<KeyRound size={15} />}
          onChoose={() => void rotate()}
        >{t`Make a new secret`}</MenuItem>
        <MenuItem icon={<Power size={15} />} onChoose={() => void toggle()}>
          {endpoint.is_active ? t`Switch off` : t`Switch on`}
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 size={15} />} isDanger onChoose={() => setDeleting(true)}>
          {t`Remove`}
        </MenuItem>
      </Menu>
      <Removal
        isOpen={isDeleting}
        title={t`Remove this webhook?`}
        description={t`What waits for it is not sent, and the log of its deliveries is gone. To pause it, switch it off instead.`}
        onClose={() => setDeleting(false)}
        onRemove={() => void remove()}
      />
    </li>
  );
}

/** Why it was switched off, or that it soon will be. */
function Trouble({ endpoint: { is_active, problem, failing_since } }: { endpoint: WebhookEndpoint }) {
  if (!is_active && problem)
    return (
      <p className="text-danger text-xs font-medium text-pretty">{t`It was switched off. ${problem}`}</p>
    );
  if (is_active && failing_since)
    return (
      <p className="text-danger text-xs font-medium text-pretty">
        {t`Nothing has arrived since ${fullTime(failing_since)}. After five days it is switched off.`}
      </p>
    );
  return null;
}

function filters({ events, include_notes }: WebhookEndpoint): string {
  const many = events.length;
  const which = many === 0 ? t`All events` : many === 1 ? t`One kind of event` : t`${many} kinds of events`;
  return include_notes ? t`${which}, internal notes too` : which;
}

function lamp({ is_active, failing_since }: WebhookEndpoint): string {
  if (!is_active) return "bg-line-strong";
  return failing_since ? "bg-danger" : "bg-good";
}
