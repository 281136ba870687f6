// What each command does, whether it comes from a key, the palette or a button; and the dialogs that some open.
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Conversation } from "@/api/types";
import { useMe } from "@/auth/me";
import { theoHandles } from "@/theo/handles";
import { useActions } from "./actions";
import { AssignPicker } from "./assign_picker";
import { focusPoints } from "./focus_points";
import { KeyHelp } from "./key_help";
import type { Command } from "./keymap";
import { flatten } from "./list_cache";
import { Palette } from "./palette";
import { type Place, useGo } from "./place";
import { listQuery, threadQuery } from "./queries";
import { SnoozePicker } from "./snooze_picker";
import { TagPicker } from "./tag_picker";
import { useKeys } from "./use_keys";
import type { Filter } from "./views";

type Opened = "palette" | "assign" | "snooze" | "tags" | "help" | null;

export function Commands({ place, onCustomer }: { place: Place; onCustomer: () => void }) {
  const [opened, setOpened] = useState<Opened>(null);
  const { data } = useInfiniteQuery(listQuery(place.filter));
  const conversations = useMemo(() => flatten(data), [data]);
  const id = place.conversationId;
  const conversation =
    useQuery({ ...threadQuery(id ?? ""), enabled: id !== null }).data?.conversation ?? null;
  const { user } = useMe();
  const actions = useActions();
  const go = useGo();
  const navigate = useNavigate();
  const client = useQueryClient();
  const at = useRemembered(conversations, id, place.filter);

  function step(by: 1 | -1): void {
    const index = conversations.findIndex((other) => other.id === id);
    // Gone from this view: what moved up into its place is the next one.
    const from = index >= 0 ? index + by : by > 0 ? at.current : at.current - 1;
    const next = conversations[id === null ? 0 : from];
    if (next) go.toConversation(next.id, { replace: id !== null });
  }

  /** Done with this one: on to the next, which is prepared already. */
  function leave(): void {
    const index = conversations.findIndex((other) => other.id === id);
    const next = conversations[index + 1] ?? conversations[index - 1];
    if (index >= 0 && next) go.toConversation(next.id, { replace: true });
  }

  function setStatus(status: Conversation["status"], advances: boolean): void {
    if (!conversation) return;
    if (advances && place.filter.status !== undefined && place.filter.status !== status) leave();
    actions.setStatus(conversation, status);
  }

  const run = (command: Command): void => {
    const isOver = conversation?.status === "resolved" || conversation?.status === "closed";
    const does: Record<Command, () => void> = {
      next: () => step(1),
      previous: () => step(-1),
      reply: () => conversation && focusPoints.composer?.("text"),
      note: () => conversation && focusPoints.composer?.("note"),
      resolve: () => setStatus(isOver ? "open" : "resolved", !isOver),
      pending: () =>
        setStatus(
          conversation?.status === "pending" ? "open" : "pending",
          conversation?.status !== "pending",
        ),
      close: () => setStatus("closed", true),
      snooze: () => conversation && setOpened("snooze"),
      assign: () => conversation && setOpened("assign"),
      assign_me: () => conversation && actions.assign(conversation, user.id, user.full_name),
      search: () => focusPoints.search?.(),
      help: () => setOpened("help"),
      palette: () => setOpened("palette"),
      customer: onCustomer,
      tags: () => conversation && setOpened("tags"),
      summary: () => theoHandles.summary?.(),
      draft: () => theoHandles.draft?.(),
      draft_send: () => theoHandles.send?.(),
      draft_discard: () => theoHandles.discard?.(),
      draft_again: () => theoHandles.again?.(),
      go_mine: () => go.toView("mine"),
      go_unassigned: () => go.toView("unassigned"),
      go_all: () => go.toView("all"),
      go_handed_over: () => go.toView("handed_over"),
      go_settings: () => void navigate({ to: "/settings/profile" }),
      undo: () => actions.undoLast(),
    };
    does[command]();
  };

  useKeys(run);

  // The neighbours are fetched while this one is read, so that j shows the next at once.
  useEffect(() => {
    const index = conversations.findIndex((other) => other.id === id);
    if (index < 0) return;
    const timer = setTimeout(() => {
      for (const other of [conversations[index + 1], conversations[index - 1]]) {
        if (other) void client.prefetchQuery(threadQuery(other.id));
      }
    }, 250);
    return () => clearTimeout(timer);
  }, [client, conversations, id]);

  const close = () => setOpened(null);
  return (
    <>
      <Palette isOpen={opened === "palette"} onClose={close} conversation={conversation} />
      <KeyHelp isOpen={opened === "help"} onClose={close} />
      {conversation && (
        <>
          <AssignPicker isOpen={opened === "assign"} onClose={close} conversation={conversation} />
          <SnoozePicker isOpen={opened === "snooze"} onClose={close} conversation={conversation} />
          <TagPicker isOpen={opened === "tags"} onClose={close} conversation={conversation} />
        </>
      )}
    </>
  );
}

/** Where the open conversation last stood in this list. */
function useRemembered(conversations: Conversation[], id: string | null, filter: Filter) {
  const at = useRef(0);
  useEffect(() => {
    at.current = 0;
  }, [filter]);
  useEffect(() => {
    const index = conversations.findIndex((other) => other.id === id);
    if (index >= 0) at.current = index;
  }, [conversations, id, filter]);
  return at;
}
