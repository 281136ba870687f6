// Addresses and names as mails have them: read from what somebody typed, compared, and whom an answer goes to.
import type { Mail, MailPerson, Message } from "@/api/types";

export interface Recipients {
  cc: MailPerson[];
  bcc: MailPerson[];
}

/** `Ben Ito <ben@mail.example>` */
export function named({ name, address }: MailPerson): string {
  return name ? `${name} <${address}>` : address;
}

export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What was typed or pasted, one or many; and what of it is no address. */
export function readPeople(typed: string): { people: MailPerson[]; rest: string } {
  const people: MailPerson[] = [];
  const rest: string[] = [];
  for (const piece of typed.split(/[,;\n]+/).map((part) => part.trim())) {
    if (piece === "") continue;
    const [, name, bracketed] = /^(.*)<([^<>]+)>$/.exec(piece) ?? [];
    const address = (bracketed ?? piece).trim();
    if (/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(address)) people.push({ name: tidyName(name), address });
    else rest.push(piece);
  }
  return { people, rest: rest.join(", ") };
}

function tidyName(name: string | undefined): string | null {
  return name?.trim().replace(/^"(.*)"$/, "$1") || null;
}

export function withPeople(known: MailPerson[], more: MailPerson[]): MailPerson[] {
  const added = more.filter(
    (one, at) => ![...known, ...more.slice(0, at)].some(({ address }) => isSame(address, one.address)),
  );
  return [...known, ...added];
}

/** An answer to all: everybody of the customer's last mail but the customer, who gets it anyway. */
export function answerToAll(
  messages: Pick<Message, "sender_type" | "mail">[],
  customerEmail: string | null | undefined,
): Recipients {
  const last = messages.findLast(({ sender_type, mail }) => sender_type === "customer" && mail)?.mail;
  if (!last || last.is_automatic) return { cc: [], bcc: [] };
  const author = last.from;
  const all = withPeople([], [...(author ? [author] : []), ...last.others]);
  return { cc: all.filter(({ address }) => !customerEmail || !isSame(address, customerEmail)), bcc: [] };
}

/** The channel's mail server has looked, and nothing speaks for the sender. */
export function isUnproven({ authentication }: Mail): boolean {
  if (!authentication) return false;
  const { spf, dkim, dmarc } = authentication;
  return dmarc === "fail" || (dmarc === "none" && dkim !== "pass" && spf === "fail");
}
