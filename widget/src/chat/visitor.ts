// Who is the visitor, as far as this browser knows? The token that the server gave, what was typed of name and address,
// and what the page says and proves. Kept in the storage of the page's own origin, shared by its tabs.
import type { Identity, Person } from "../shared/bridge";
import type { Store } from "../shared/storage";
import type { Customer, Proof } from "./wire";

export interface Visitor {
  token: string | null;
  conversation: number | null;
  profile: Customer;
  /** The pre-chat form was answered. */
  isIntroduced: boolean;
}

const NOBODY: Visitor = { token: null, conversation: null, profile: {}, isIntroduced: false };

export function createVisitor(store: Store) {
  let identity: Identity | null = null;
  const get = (): Visitor => ({ ...NOBODY, ...store.read<Partial<Visitor>>("visitor") });
  const change = (what: Partial<Visitor>) => store.write("visitor", { ...get(), ...what });

  /** True if the browser was somebody else's before, whose conversation this person must not see. */
  function identify(next: Identity): boolean {
    const before = get().profile.external_id;
    const profile = readPerson(next.user);
    const isOther =
      before !== undefined && profile.external_id !== undefined && before !== profile.external_id;
    identity = next;
    if (isOther) store.remove("visitor");
    const known = get();
    store.write("visitor", {
      ...known,
      profile: { ...known.profile, ...profile },
      isIntroduced: isIntroduced(known, profile),
    });
    return isOther;
  }

  return {
    get,
    change,
    identify,
    /** What they typed of themself. */
    introduce({ name, email, phone }: Customer): void {
      const typed = readPerson({ ...(name && { name }), ...(email && { email }), ...(phone && { phone }) });
      change({ profile: { ...get().profile, ...typed }, isIntroduced: true });
    },
    /** What to say of the visitor. Their id only while the page says it: a page after signing out doesn't. */
    profile(): Customer {
      const { external_id, ...rest } = get().profile;
      return identity && external_id !== undefined ? { ...rest, external_id } : rest;
    },
    /** What the page proves, for the server to check. */
    proof(): Proof | undefined {
      const { user, hash, jwt } = identity ?? {};
      if (jwt) return { jwt };
      if (!hash) return undefined;
      const { external_id, email } = readPerson(user);
      return { hash, ...(external_id ? { external_id } : email && { email }) };
    },
    forget(): void {
      identity = null;
      store.remove("visitor");
    },
  };
}

export type VisitorFile = ReturnType<typeof createVisitor>;

/** A page that names its visitor and gives an address has answered the form for them. */
const isIntroduced = (known: Visitor, said: Customer) =>
  known.isIntroduced || Boolean(said.name && said.email);

export function readPerson(person: Person | undefined): Customer {
  const text = (value: unknown, most: number) =>
    String(value ?? "")
      .trim()
      .slice(0, most) || undefined;
  const read: { [name in keyof Customer]: string | undefined } = {
    name: text(person?.name, 200),
    email: isEmail(person?.email ?? "") ? text(person?.email, 254) : undefined,
    phone: text(person?.phone, 32),
    external_id: text(person?.id, 200),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as Customer;
}

/** Good enough to catch a slip; whether it exists only a mail can tell. */
export const isEmail = (text: string): boolean =>
  text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text.trim());
