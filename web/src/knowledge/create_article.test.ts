import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createArticle, type SentArticle } from "./create_article";

const body = { title: "Returns", content: "Thirty days.", state: "draft" as const };

let sent: SentArticle | undefined;
let requests: { method: string; key: string | null; body: unknown }[];
const keep = (now: SentArticle | undefined) => void (sent = now);

/** Answers one request after the other; null: no answer comes. */
function serve(...answers: (Response | null)[]): void {
  vi.stubGlobal("fetch", async (request: Request) => {
    const { method, headers } = request;
    requests.push({ method, key: headers.get("Idempotency-Key"), body: await request.json() });
    const answer = answers.shift();
    if (!answer) throw new TypeError("Failed to fetch");
    return answer;
  });
}

const created = () => Response.json({ id: 7, version: 1 }, { status: 201 });

beforeEach(() => {
  sent = undefined;
  requests = [];
});
afterEach(() => vi.unstubAllGlobals());

test("an article whose answer is lost is sent again under the same key", async () => {
  serve(null, created());
  await expect(createArticle(body, sent, keep)).rejects.toMatchObject({ status: 0 });
  expect(await createArticle(body, sent, keep)).toMatchObject({ id: 7 });
  expect(requests.map(({ key }) => key)).toEqual([sent?.key, sent?.key]);
});

test("what was typed after the answer was lost changes the article that the server took", async () => {
  serve(null, created(), Response.json({ id: 7, version: 2 }));
  await expect(createArticle(body, sent, keep)).rejects.toMatchObject({ status: 0 });
  const more = { ...body, content: "Sixty days." };
  expect(await createArticle(more, sent, keep)).toMatchObject({ id: 7, version: 2 });
  expect(requests.map((request) => [request.method, request.body])).toEqual([
    ["POST", body],
    ["POST", body],
    ["PUT", { ...more, version: 1 }],
  ]);
});

test("what was refused is sent under a new key", async () => {
  serve(Response.json({ detail: "Another article has this slug" }, { status: 400 }), created());
  await expect(createArticle(body, sent, keep)).rejects.toMatchObject({ status: 400 });
  expect(sent).toBeUndefined();
  await createArticle({ ...body, title: "Sending back" }, sent, keep);
  expect(requests).toHaveLength(2);
  expect(requests[1]?.key).not.toBe(requests[0]?.key);
});

test("an answer that is lost for good makes no second article", async () => {
  serve(Response.json({ detail: "…" }, { status: 409 }));
  const earlier = { key: "k1", body };
  await expect(createArticle(body, earlier, keep)).rejects.toThrow("Look for it in the list of articles.");
  expect(requests).toEqual([{ method: "POST", key: "k1", body }]);
});
