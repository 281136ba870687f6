// Where in the inbox we are, which the URL alone holds: view, status, search and the open conversation.
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useMe } from "@/auth/me";
import { type Filter, filterOf, firstView, type InboxSearch, isView, type View } from "./views";

export interface Place {
  view: View;
  search: InboxSearch;
  filter: Filter;
  conversationId: string | null;
}

export function useInboxPlace(): Place {
  const params = useParams({ strict: false });
  const { status, q } = useSearch({ strict: false });
  const myId = useMe().user.id;
  const view = isView(params.view ?? "") ? (params.view as View) : firstView;
  return useMemo(() => {
    const search = { status, q };
    return {
      view,
      search,
      filter: filterOf(view, search, myId),
      conversationId: params.conversation ?? null,
    };
  }, [view, status, q, myId, params.conversation]);
}

export interface Going {
  toView: (view: View) => void;
  toSearch: (change: InboxSearch) => void;
  toConversation: (id: string | null, options?: { replace?: boolean }) => void;
}

export function useGo(): Going {
  const navigate = useNavigate();
  const { view } = useInboxPlace();
  return useMemo(
    () => ({
      toView: (other) =>
        void navigate({
          to: "/inbox/$view/{-$conversation}",
          params: { view: other, conversation: undefined },
        }),
      toSearch: (change) =>
        void navigate({
          to: "/inbox/$view/{-$conversation}",
          params: (before) => ({ ...before, view }),
          search: (before) => ({ ...before, ...change }),
          replace: true,
        }),
      toConversation: (id, options) =>
        void navigate({
          to: "/inbox/$view/{-$conversation}",
          params: { view, conversation: id ?? undefined },
          search: (before) => before,
          replace: options?.replace,
        }),
    }),
    [navigate, view],
  );
}
