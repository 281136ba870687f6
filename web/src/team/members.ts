// The team as a query, and how other screens name somebody of it.
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, must } from "@/api/client";
import type { Member, Presence } from "@/api/types";

export const membersQuery = queryOptions({
  queryKey: ["team", "members"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/team/members", { signal })),
  staleTime: 60_000,
});

const none: Member[] = [];

export function useMembers(): Member[] {
  return useQuery(membersQuery).data ?? none;
}

export function useMember(userId: string | null | undefined): Member | undefined {
  const members = useMembers();
  return userId ? members.find((member) => member.user_id === userId) : undefined;
}

/** Every id by which an event may name somebody of the team. */
export function useTeamIds(): Set<string> {
  const members = useMembers();
  return useMemo(
    () => new Set(members.flatMap((member) => [member.user_id, member.id, String(member.user_number)])),
    [members],
  );
}

export function changeStatus(status: Presence) {
  return must(api.PATCH("/api/v1/team/status", { body: { status } }));
}
