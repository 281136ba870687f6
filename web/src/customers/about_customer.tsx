// Who a customer is and how to reach them; each line can be changed where it stands.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { api, must } from "@/api/client";
import type { Conversation, CustomerChange } from "@/api/types";
import { touchConversation } from "@/conversations/conversation_cache";
import { customerName } from "@/conversations/words";
import { ago, date } from "@/time";
import { Avatar } from "@/ui/avatar";
import { useNow } from "@/ui/screen";
import { say } from "@/ui/toasts";
import { EditableLine } from "./editable_line";
import { Line, Part } from "./panel_parts";
import { customerListKey, customerQuery } from "./queries";

/** `conversation` is where they are shown, if they are beside one: it knows a little before they are loaded. */
export function AboutCustomer({ id, conversation }: { id: string; conversation?: Conversation }) {
  const client = useQueryClient();
  const now = useNow();
  const customer = useQuery(customerQuery(id)).data;
  const known = customer ?? conversation?.customer;
  const name =
    known || conversation ? customerName({ customer: known, number: conversation?.number ?? 0 }) : "";

  async function change(part: CustomerChange): Promise<void> {
    const changed = await must(
      api.PATCH("/api/v1/customers/{customer_id}", { params: { path: { customer_id: id } }, body: part }),
    );
    client.setQueryData(customerQuery(id).queryKey, changed);
    void client.invalidateQueries({ queryKey: customerListKey });
    if (conversation?.customer) {
      const { name: newName, email, phone } = changed;
      touchConversation(client, conversation.id, {
        customer: { ...conversation.customer, name: newName, email, phone },
      });
    }
    say(t`Saved`);
  }

  const attributes = Object.entries(customer?.attributes ?? {});
  return (
    <>
      <div className="flex flex-col items-center pb-5 text-center">
        <Avatar name={name} seed={id} size="large" />
        <p dir="auto" className="font-display mt-3 max-w-full truncate text-lg font-semibold">
          {name}
        </p>
        <p className="text-faint h-4 text-xs">
          {customer?.last_seen_at ? t`Last seen ${ago(customer.last_seen_at, now)}` : ""}
        </p>
      </div>
      <Part title={t`Customer`}>
        <EditableLine
          label={t`Name`}
          value={known?.name ?? ""}
          onSave={(text) => change({ name: text || null })}
        />
        <EditableLine
          label={t`E-mail`}
          type="email"
          value={known?.email ?? ""}
          onSave={(text) => change({ email: text || null })}
        />
        <EditableLine
          label={t`Phone`}
          type="tel"
          value={known?.phone ?? ""}
          onSave={(text) => change({ phone: text || null })}
        />
        <EditableLine
          label={t`Your id`}
          value={known?.external_id ?? ""}
          onSave={(text) => change({ external_id: text || null })}
        />
        {customer?.contacts?.map(
          ({ channel_id, handle, opted_out_at }) =>
            opted_out_at && (
              <Line key={`${channel_id} ${handle}`} label={t`Opted out`}>
                <span className="text-ping-ink font-medium">
                  {t`${handle.replace(/^\w+:/, "")} since ${date(opted_out_at)}`}
                </span>
              </Line>
            ),
        )}
        {attributes.map(([label, value]) => (
          <Line key={label} label={label}>
            {typeof value === "object" ? JSON.stringify(value) : String(value)}
          </Line>
        ))}
        {known && <Line label={t`Since`}>{date(known.created_at)}</Line>}
      </Part>
    </>
  );
}
