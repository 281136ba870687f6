// The inbox: list, conversation and customer side by side on a wide screen, one at a time on a phone.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { CustomerPanel } from "@/customers/customer_panel";
import { useSidebar } from "@/ui/sidebar_context";
import { Sheet } from "@/ui/dialog";
import { useScreen } from "@/ui/screen";
import { Commands } from "./commands";
import { ConversationList } from "./conversation_list";
import { ConversationPane } from "./conversation_pane";
import { NothingChosen } from "./nothing_chosen";
import { useGo, useInboxPlace } from "./place";
import { threadQuery } from "./queries";
import { changeSettings, useSettings } from "./settings";

export function Inbox() {
  const place = useInboxPlace();
  const go = useGo();
  const isPhone = useScreen("phone");
  const isWide = useScreen("wide");
  const { showCustomer } = useSettings();
  const openSidebar = useSidebar();
  const [isSheetOpen, setSheetOpen] = useState(false);
  const id = place.conversationId;
  const thread = useQuery({ ...threadQuery(id ?? ""), enabled: id !== null });
  const conversation = thread.data?.conversation;

  function toggleCustomer(): void {
    if (isWide) changeSettings({ showCustomer: !showCustomer });
    else setSheetOpen((isOpen) => !isOpen);
  }

  return (
    <div className="flex h-full min-w-0 grow">
      <Commands place={place} onCustomer={toggleCustomer} />
      {(!isPhone || id === null) && (
        <div className="h-full w-full shrink-0 md:w-[19.5rem] xl:w-[21rem]">
          <ConversationList place={place} onMenu={isPhone ? openSidebar : null} />
        </div>
      )}
      {(!isPhone || id !== null) && (
        <div className="bg-surface h-full min-w-0 grow">
          {id ? (
            <ConversationPane
              id={id}
              onBack={isPhone ? () => go.toConversation(null) : null}
              onCustomer={toggleCustomer}
            />
          ) : (
            <NothingChosen />
          )}
        </div>
      )}
      {isWide && showCustomer && id && !thread.isLoadingError && (
        <aside
          aria-label={t`About the customer`}
          className="border-line bg-surface h-full w-[17.5rem] shrink-0 border-l"
        >
          <CustomerPanel conversation={conversation} />
        </aside>
      )}
      {!isWide && (
        <Sheet
          isOpen={isSheetOpen}
          onClose={() => setSheetOpen(false)}
          title={t`About the customer`}
          side="right"
        >
          <CustomerPanel conversation={conversation} />
        </Sheet>
      )}
    </div>
  );
}
