// Beside a conversation: who the customer is, how to reach them, this conversation's details, and earlier ones.
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import type { ReactNode } from "react";
import { api, must } from "@/api/client";
import type { Conversation, Customer, CustomerChange } from "@/api/types";
import { touchConversation } from "@/conversations/conversation_cache";
import { flatten } from "@/conversations/list_cache";
import { listQuery } from "@/conversations/queries";
import { StatusPill } from "@/conversations/status_pill";
import { customerName } from "@/conversations/words";
import { ago, date, shortTime } from "@/time";
import { Avatar } from "@/ui/avatar";
import { useNow } from "@/ui/screen";
import { Skeleton } from "@/ui/skeleton";
import { say } from "@/ui/toasts";
import { ConversationDetails } from "./conversation_details";
import { EditableLine } from "./editable_line";
import { customerQuery } from "./queries";

export function CustomerPanel({ conversation }: { conversation: Conversation | undefined }) {
  if (!conversation) return <LoadingPanel />;
  return (
    <div className="h-full overflow-y-auto px-5 pt-6 pb-8">
      {conversation.customer_id && (
        <About key={conversation.customer_id} conversation={conversation} id={conversation.customer_id} />
      )}
      <Part title={t`Conversation`}>
        <ConversationDetails conversation={conversation} />
      </Part>
      {conversation.customer_id && <Others id={conversation.customer_id} besides={conversation.id} />}
    </div>
  );
}

function About({ conversation, id }: { conversation: Conversation; id: string }) {
  const client = useQueryClient();
  const now = useNow();
  const query = useQuery(customerQuery(id));
  const customer = query.data;
  const known = customer ?? conversation.customer;
  const name = customerName({ ...conversation, customer: known });

  async function change(part: CustomerChange): Promise<void> {
    const changed: Customer = await must(
      api.PATCH("/api/v1/customers/{customer_id}", { params: { path: { customer_id: id } }, body: part }),
    );
    client.setQueryData(customerQuery(id).queryKey, changed);
    if (conversation.customer) {
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
        <p className="font-display mt-3 max-w-full truncate text-lg font-semibold">{name}</p>
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
        {known?.external_id && <Line label={t`Your id`}>{known.external_id}</Line>}
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

function Others({ id, besides }: { id: string; besides: string }) {
  const query = useInfiniteQuery(listQuery({ customer_id: id }));
  const now = useNow();
  const others = flatten(query.data)
    .filter((other) => other.id !== besides)
    .slice(0, 8);
  if (others.length === 0) return null;
  return (
    <Part title={t`Earlier conversations`}>
      <ul className="-mx-2">
        {others.map((other) => (
          <li key={other.id}>
            <Link
              to="/inbox/$view/{-$conversation}"
              params={(before) => ({ ...before, view: before.view ?? "all", conversation: other.id })}
              search={(before) => before}
              className="hover:bg-hover block rounded-lg px-2 py-1.5"
            >
              <span className="flex items-center gap-2">
                <span className="truncate text-sm font-medium">
                  {other.subject ?? other.last_message?.preview ?? t`No messages yet`}
                </span>
                <span className="text-faint tabular ml-auto shrink-0 text-xs">
                  {shortTime(other.updated_at, now)}
                </span>
              </span>
              <span className="mt-1 flex">
                <StatusPill status={other.status} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-line border-t py-4">
      <h3 className="text-faint mb-2 text-xs font-semibold">{title}</h3>
      <div className="grid gap-1">{children}</div>
    </section>
  );
}

export function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-h-7 items-center gap-3 text-sm">
      <span className="text-faint w-[4.75rem] shrink-0 truncate">{label}</span>
      <span className="min-w-0 grow break-words">{children}</span>
    </div>
  );
}

function LoadingPanel() {
  return (
    <div className="flex flex-col items-center gap-3 px-5 pt-6" aria-hidden>
      <Skeleton className="size-14 rounded-full" />
      <Skeleton className="h-4 w-28" />
      <Skeleton className="mt-6 h-3 w-full" />
      <Skeleton className="h-3 w-full" />
      <Skeleton className="h-3 w-2/3 self-start" />
    </div>
  );
}
