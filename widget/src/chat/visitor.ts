// Who is the visitor, as far as this browser knows? The token that the server gave, what was typed of name and address,
// and what the page says and proves. Kept in the storage of the page's own origin, shared by its tabs.
import type { Identity, Person } from "../shared/bridge";
import { isLoose, type Loose } from "../shared/look";
import type { Store } from "../shared/storage";
import type { Customer, Proof } from "./wire";

export interface Visitor {
  token: string | null;
  conversation: number | null;
  profile: Customer;
  /** By what the page has named them; nothing of it was typed. */
  who: Who;
  /** The pre-chat form was answered. */
  isIntroduced: boolean;
}

interface Who {
  id?: string | undefined;
  email?: string | undefined;
}

const NOBODY: Visitor = { token: null, conversation: null, profile: {}, who: {}, isIntroduced: false };

export function createVisitor(store: Store) {
  let identity: Identity | null = null;
  const get = (): Visitor => ({ ...NOBODY, ...store.read<Partial<Visitor>>("visitor") });
  const change = (what: Partial<Visitor>) => store.write("visitor", { ...get(), ...what });

  /** Another number once the browser is somebody else's: what was asked before is not theirs. The tabs share it. */
  const epoch = () => store.read<number>("epoch") ?? 0;

  function forget(): void {
    identity = null;
    store.write("epoch", epoch() + 1);
    store.remove("visitor");
  }

  /** True if the browser was somebody else's before, whose conversation this person must not see. */
  function identify(next: Identity): boolean {
    if (!isLoose(next)) return false;
    const profile = readPerson(next.user);
    const who = whoIs(next);
    const isOther = areTwo(get().who, who);
    if (isOther) forget();
    identity = next;
    const known = get();
    store.write("visitor", {
      ...known,
      profile: { ...known.profile, ...profile },
      who: { ...known.who, ...who },
      isIntroduced: isIntroduced(known, profile),
    });
    return isOther;
  }

  return {
    get,
    change,
    epoch,
    identify,
    forget,
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
      const jwt = word(identity?.jwt);
      const hash = word(identity?.hash);
      if (jwt) return { jwt };
      if (!hash) return undefined;
      const { external_id, email } = readPerson(identity?.user);
      return { hash, ...(external_id ? { external_id } : email && { email }) };
    },
  };
}

export type VisitorFile = ReturnType<typeof createVisitor>;

/** A page that names its visitor and gives an address has answered the form for them. */
const isIntroduced = (known: Visitor, said: Customer) =>
  known.isIntroduced || Boolean(said.name && said.email);

/** Whom the page names: as the server reads a JWT, else as `user` says. */
function whoIs({ user, jwt }: Identity): Who {
  const { sub, user_id, email } = claimsOf(jwt);
  const claimed = { id: word(sub) ?? word(user_id), email: word(email) };
  const said = readPerson(user);
  const { id, email: address } =
    claimed.id || claimed.email ? claimed : { id: said.external_id, email: said.email };
  return { ...(id && { id }), ...(address && { email: address.toLowerCase() }) };
}

/** What a JWT says; whether it is true only the server can tell. */
function claimsOf(jwt: unknown): Loose {
  try {
    const body = (word(jwt) ?? "").split(".")[1] ?? "";
    const claims: unknown = JSON.parse(atob(body.replaceAll("-", "+").replaceAll("_", "/")));
    return isLoose(claims) ? claims : {};
  } catch {
    return {};
  }
}

/** Two ids differ, else two addresses do; an id and an address can't be told to be one person's. */
function areTwo(one: Who, other: Who): boolean {
  if (one.id && other.id) return one.id !== other.id;
  if (one.email && other.email) return one.email !== other.email;
  return Boolean((one.id ?? one.email) && (other.id ?? other.email));
}

/** Pages hand over anything; what is no text and no number is nothing. */
const word = (value: unknown, most?: number): string | undefined =>
  (typeof value === "string" || typeof value === "number" ? String(value).trim().slice(0, most) : "") ||
  undefined;

export function readPerson(person: Person | undefined): Customer {
  const email = word(person?.email, 254);
  const read: { [name in keyof Customer]: string | undefined } = {
    name: word(person?.name, 200),
    email: email && isEmail(email) ? email : undefined,
    phone: word(person?.phone, 32),
    external_id: word(person?.id, 200),
  };
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined)) as Customer;
}

/** Good enough to catch a slip; whether it exists only a mail can tell. */
export const isEmail = (text: string): boolean =>
  text.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text.trim());
