// How a loaded list changes when one conversation does: pure functions over its pages, no server call.
import type { InfiniteData } from "@tanstack/react-query";
import type { Conversation } from "@/api/types";
import { microseconds } from "@/time";
import { belongs, type Filter } from "./views";

export interface ListPage {
  conversations: Conversation[];
  /** The cursor of the next page. */
  next: string | null;
  /** How many there are altogether, where the server counts them. */
  total: number | null;
}

export type ListData = InfiniteData<ListPage>;

/** Most recently updated first, then the higher number, as the server orders them. */
export function comesBefore(one: Conversation, other: Conversation): boolean {
  const difference = microseconds(one.updated_at) - microseconds(other.updated_at);
  return difference === 0 ? one.number > other.number : difference > 0;
}

/** The list with `conversation` in its new state and place, or without it if it no longer belongs. */
export function placeConversation(data: ListData, filter: Filter, conversation: Conversation): ListData {
  const isShown = findInList(data, conversation.id) !== null;
  const wanted = belongs(filter, conversation) ?? isShown;
  if (!wanted && !isShown) return data;
  const rest = isShown ? without(data, conversation.id) : data;
  return wanted ? inserted(rest, conversation) : rest;
}

/** The list with `conversation` changed where it stands. */
export function replaceConversation(data: ListData, conversation: Conversation): ListData {
  if (findInList(data, conversation.id) === null) return data;
  return mapPages(data, (conversations) =>
    conversations.map((other) => (other.id === conversation.id ? conversation : other)),
  );
}

export function findInList(data: ListData, id: string): Conversation | null {
  for (const page of data.pages) {
    const found = page.conversations.find((conversation) => conversation.id === id);
    if (found) return found;
  }
  return null;
}

export function flatten(data: ListData | undefined): Conversation[] {
  return data ? data.pages.flatMap((page) => page.conversations) : [];
}

function without(data: ListData, id: string): ListData {
  return mapPages(data, (conversations) =>
    conversations.some((other) => other.id === id)
      ? conversations.filter((other) => other.id !== id)
      : conversations,
  );
}

function inserted(data: ListData, conversation: Conversation): ListData {
  for (const [index, page] of data.pages.entries()) {
    const at = page.conversations.findIndex((other) => comesBefore(conversation, other));
    if (at >= 0) return withPage(data, index, page.conversations.toSpliced(at, 0, conversation));
  }
  const last = data.pages.at(-1);
  // Behind the last loaded row: a later page will bring it.
  if (!last || last.next !== null) return data;
  return withPage(data, data.pages.length - 1, [...last.conversations, conversation]);
}

function withPage(data: ListData, index: number, conversations: Conversation[]): ListData {
  return {
    ...data,
    pages: data.pages.map((page, other) => (other === index ? { ...page, conversations } : page)),
  };
}

function mapPages(data: ListData, change: (conversations: Conversation[]) => Conversation[]): ListData {
  return {
    ...data,
    pages: data.pages.map((page) => {
      const conversations = change(page.conversations);
      return conversations === page.conversations ? page : { ...page, conversations };
    }),
  };
}
