// Everybody who ever wrote: found by name, e-mail, phone or your own id, and looked at beside the list.
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { Search, UserPlus, Users } from "lucide-react";
import { useState } from "react";
import type { Customer } from "@/api/types";
import { customerName } from "@/conversations/words";
import { ago } from "@/time";
import { Avatar } from "@/ui/avatar";
import { Button } from "@/ui/button";
import { Sheet } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty_state";
import { inputClass } from "@/ui/field";
import { Page } from "@/ui/page";
import { Problem } from "@/ui/problem";
import { useNow } from "@/ui/screen";
import { Skeleton } from "@/ui/skeleton";
import { AboutCustomer } from "./about_customer";
import { AddCustomerDialog } from "./add_customer_dialog";
import { CustomersConversations } from "./customers_conversations";
import { customerListQuery } from "./queries";
import { StartConversation } from "./start_conversation";

const route = getRouteApi("/workspace/customers/{-$customer}");

export function CustomersPage() {
  const { customer: chosen } = route.useParams();
  const { q } = route.useSearch();
  const navigate = useNavigate();
  const [isAdding, setAdding] = useState(false);

  const search = (text: string) =>
    void navigate({
      to: "/customers/{-$customer}",
      params: { customer: undefined },
      search: text ? { q: text } : {},
      replace: true,
    });
  const show = (customer: string | undefined) =>
    void navigate({ to: "/customers/{-$customer}", params: { customer }, search: (before) => before });

  return (
    <Page
      title={t`Customers`}
      lead={t`Everybody who wrote to you, on any channel.`}
      action={
        <Button weight="primary" onClick={() => setAdding(true)}>
          <UserPlus size={16} aria-hidden />
          {t`Add`}
        </Button>
      }
    >
      <div>
        <label className="relative block max-w-md">
          <Search size={16} className="text-faint absolute top-3 left-3" aria-hidden />
          <input
            type="search"
            aria-label={t`Search customers`}
            placeholder={t`Name, e-mail, phone or your own id`}
            defaultValue={q ?? ""}
            maxLength={200}
            onChange={(event) => search(event.target.value.trim())}
            className={`${inputClass} h-9.5 !pl-9.5`}
          />
        </label>
        <List q={q} />
      </div>
      <AddCustomerDialog isOpen={isAdding} onClose={() => setAdding(false)} onAdded={show} />
      <Sheet isOpen={Boolean(chosen)} onClose={() => show(undefined)} title={t`Customer`} side="right">
        {chosen && (
          <div className="h-full overflow-y-auto px-5 pt-6 pb-8">
            <AboutCustomer key={chosen} id={chosen} />
            <CustomersConversations id={chosen} title={t`Conversations`} />
            <StartConversation key={`start-${chosen}`} customerId={chosen} />
          </div>
        )}
      </Sheet>
    </Page>
  );
}

function List({ q }: { q: string | undefined }) {
  const query = useInfiniteQuery(customerListQuery(q));
  const customers = query.data?.pages.flatMap((page) => page.customers) ?? [];
  if (query.isError) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending) return <Skeleton className="mt-5 h-64 w-full rounded-xl" />;
  if (customers.length === 0) {
    return (
      <EmptyState icon={<Users size={22} />} title={q ? t`Nobody found` : t`Nobody yet`}>
        {q
          ? t`The beginnings of words are looked for: “mar” finds Martin.`
          : t`Whoever writes to you for the first time appears here by themselves.`}
      </EmptyState>
    );
  }
  return (
    <>
      <ul className="divide-line border-line mt-5 divide-y rounded-xl border">
        {customers.map((customer) => (
          <Row key={customer.id} customer={customer} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="mt-4 flex justify-center">
          <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t`Show more`}
          </Button>
        </div>
      )}
    </>
  );
}

function Row({ customer }: { customer: Customer }) {
  const now = useNow();
  const name = customerName({ customer, number: customer.id });
  const reach = [customer.email, customer.phone].filter((one) => one && one !== name).join(" · ");
  return (
    <li>
      <Link
        to="/customers/{-$customer}"
        params={{ customer: customer.uuid }}
        search={(before) => before}
        className="focus-inset hover:bg-hover flex items-center gap-3.5 px-4 py-3"
      >
        <Avatar name={name} seed={customer.uuid} />
        <span className="min-w-0 grow">
          <span dir="auto" className="block truncate text-left text-sm font-semibold">
            {name}
          </span>
          <span className="text-faint block h-4 truncate text-xs">{reach}</span>
        </span>
        {customer.last_seen_at && (
          <span className="text-faint tabular shrink-0 text-xs max-sm:hidden">
            {ago(customer.last_seen_at, now)}
          </span>
        )}
      </Link>
    </li>
  );
}
