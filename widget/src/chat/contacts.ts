// How else can the business be reached? Its other channels, with the link that each one has.
export interface Contact {
  type: string;
  url: string;
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
