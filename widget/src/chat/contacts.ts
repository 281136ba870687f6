// How else can the business be reached? Its other channels, with the link that each one has.
export interface Contact {
  type: string;
  url: string;
}

/** An empty list where the server can't be asked. */
export async function loadContacts(base: string, widgetId: string): Promise<Contact[]> {
  try {
    const address = `${base}api/v1/widget/${encodeURIComponent(widgetId)}/channels`;
    const response = await fetch(address, { credentials: "omit" });
    return response.ok ? readContacts(await response.json()) : [];
  } catch {
    return [];
  }
}

export function readContacts(answer: unknown): Contact[] {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap((entry: { type?: unknown; contact_url?: unknown } | null) => {
    const url = entry?.contact_url;
    const isSafe = typeof url === "string" && /^(https?:\/\/|mailto:|tel:|sms:)/i.test(url);
    return isSafe && typeof entry?.type === "string" && entry.type !== "widget"
      ? [{ type: entry.type, url }]
      : [];
  });
}
