// What tells a channel from another of its kind, as far as the reader may know it.
import type { Channel } from "@/api/types";

const known = ["address", "phone_number", "bot_username", "username", "from", "phone_number_id", "page_id"];

export function accountOf({ config }: Channel): string | undefined {
  const values = (config ?? {}) as Record<string, unknown>;
  return known
    .map((name) => values[name])
    .find((text): text is string => typeof text === "string" && text !== "");
}
