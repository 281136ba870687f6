// A workspace with articles for Theo to draw on, made by the API.
import { type Account, call, expect, newVisitor, newWorkspace, type Visitor } from "./rig";

const articles = [
  [
    "Returning an order",
    "You can send back any order within 60 days of delivery. Put the parcel into any post office with the label " +
      "from your account. We refund the money within five days after the parcel has arrived.",
    "returns",
  ],
  [
    "Opening hours of the shop",
    "The shop is open from nine to six, Monday to Saturday. On Sundays it is closed.",
    "shop",
  ],
  [
    "Paying",
    "We take Visa, Mastercard, PayPal and bank transfers. We do not take American Express.",
    "payment",
  ],
] as const;

/** What the first article answers. */
export const known = "How many days do I have to send back an order?";
/** What none does. */
export const unknown = "Which football club will win the championship of Iceland?";

export interface Shop extends Account {
  /** The article about returns. */
  returns: number;
}

export async function newShop(): Promise<Shop> {
  const account = await newWorkspace("Tern Outdoor");
  const made: { id: number }[] = [];
  for (const [title, content, tag] of articles) {
    made.push(await call("POST", "/kb/articles", { title, content, tags: [tag] }, account.token));
  }
  await untilRead(account, made.length);
  return { ...account, returns: made[0]!.id };
}

interface Knowledge {
  passages: number;
  embedded: number;
  model: string | null;
}

async function knowledgeOf({ token }: Account): Promise<Knowledge> {
  return (await call<{ knowledge: Knowledge }>("GET", "/ai/settings", undefined, token)).knowledge;
}

/** Waits until Theo knows the words and, with his model, the meaning of all passages, of which an article has one at least. */
export async function untilRead(account: Account, least: number): Promise<void> {
  const isRead = async () => {
    const { passages, embedded, model } = await knowledgeOf(account);
    return passages >= least && (model === null || embedded === passages);
  };
  await expect.poll(isRead, { message: "Theo has read the articles", timeout: 30_000 }).toBe(true);
}

/** From now on he answers by himself. */
export function letTheoAnswer({ token }: Account): Promise<unknown> {
  return call("PATCH", "/ai/settings", { mode: "auto" }, token);
}

/** Whether this build carries the model, without which he sends nothing by himself. */
export async function hasModel(account: Account): Promise<boolean> {
  return (await knowledgeOf(account)).model !== null;
}

/** With a conversation for each thing that Theo does beside an agent. */
export async function newBusyShop(): Promise<{ token: string; places: Record<string, string> }> {
  const shop = await newShop();
  const ask = async ({ conversation }: Visitor) =>
    call<{ id: string }>("POST", "/ai/reply", { conversation_id: conversation }, shop.token);
  const judged = await newVisitor(shop, "Ada Lovelace", "Hello, a question about my parcel.");
  const answer = { content: "Hello Ada, go ahead." };
  await call("POST", `/conversations/${judged.conversation}/messages`, answer, shop.token);
  await judged.say(known);
  const { id } = await ask(judged);
  const edited = {
    content: "You can send back any order within **60 days** of delivery, Ada.",
    theo_answer_id: id,
  };
  await call("POST", `/conversations/${judged.conversation}/messages`, edited, shop.token);
  await call("POST", `/ai/answers/${id}/feedback`, { feedback: "right" }, shop.token);
  const drafted = await newVisitor(shop, "Ben Carter", known);
  await ask(drafted);
  const unanswered = await newVisitor(shop, "Cleo Marsh", unknown);
  await ask(unanswered);
  await letTheoAnswer(shop);
  const handed = await newVisitor(shop, "Dan Okoye", "I want to talk to a human, please.");
  const isHanded = async () =>
    (
      await call<{ handoff_reason?: string }>(
        "GET",
        `/conversations/${handed.conversation}`,
        undefined,
        shop.token,
      )
    ).handoff_reason;
  await expect.poll(isHanded, { timeout: 30_000 }).toBeTruthy();
  const places = Object.entries({ judged, drafted, unanswered, handed });
  return {
    token: shop.token,
    places: Object.fromEntries(places.map(([place, { conversation }]) => [place, conversation])),
  };
}
