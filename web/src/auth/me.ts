// The signed-in person, their business and role: one query that every screen reads.
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { api, must } from "@/api/client";
import type { Business, Me } from "@/api/types";

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: ({ signal }) => must(api.GET("/api/v1/auth/me", { signal })),
  staleTime: 5 * 60_000,
});

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

/** For screens behind onboarding, where a business exists. */
export function useBusiness(): Business {
  const { business } = useMe();
  if (!business) throw new Error("this screen is shown only to members of a business");
  return business;
}

export function useIsOwner(): boolean {
  return useMe().team_role === "owner";
}

/** The owner and admins. */
export function useIsLead(): boolean {
  const role = useMe().team_role;
  return role === "owner" || role === "admin";
}
