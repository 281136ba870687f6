// Roles and presence in the reader's language.
import { t } from "@lingui/core/macro";
import type { Presence, Role } from "@/api/types";

export function roleName(role: Role): string {
  return { owner: t`Owner`, admin: t`Admin`, agent: t`Agent` }[role];
}

export function presenceName(presence: Presence): string {
  return { live: t`Live`, away: t`Away`, offline: t`Offline` }[presence];
}
