// Beside a conversation: who the customer is, how to reach them, this conversation's details, and earlier ones.
import { t } from "@lingui/core/macro";
import type { Conversation } from "@/api/types";
import { Skeleton } from "@/ui/skeleton";
import { AboutCustomer } from "./about_customer";
import { ConversationDetails } from "./conversation_details";
import { CustomersConversations } from "./customers_conversations";
import { Part } from "./panel_parts";

export function CustomerPanel({ conversation }: { conversation: Conversation | undefined }) {
  if (!conversation) return <LoadingPanel />;
  return (
    <div className="h-full overflow-y-auto px-5 pt-6 pb-8">
      {conversation.customer_id && (
        <AboutCustomer
          key={conversation.customer_id}
          id={conversation.customer_id}
          conversation={conversation}
        />
      )}
      <Part title={t`Conversation`}>
        <ConversationDetails conversation={conversation} />
      </Part>
      {conversation.customer_id && (
        <CustomersConversations
          id={conversation.customer_id}
          title={t`Earlier conversations`}
          besides={conversation.id}
        />
      )}
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
