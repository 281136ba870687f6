// What the journeys of the knowledge base begin with, and what the demo's shows beside its articles.
import { Buffer } from "node:buffer";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { type Account, call, expect, isLive, signIn } from "./rig";

export interface Article {
  id: number;
  content: string;
  version: number;
}

export const returns =
  "---\ncategory: Orders\ntags: [orders]\n---\n# Returns\n\nSend it back within **30 days**.\n";

export const file = (name: string, mimeType: string, text: string) => ({
  name,
  mimeType,
  buffer: Buffer.from(text),
});
export const markdown = file("returns.md", "text/markdown", returns);

export const list = (page: Page) => page.getByRole("list", { name: "Articles" });

export const write = ({ token }: Account, title: string, content: string, more: object = {}) =>
  call<Article>("POST", "/kb/articles", { title, content, ...more }, token);

export async function axe(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

export async function open(page: Page, { token }: Account, path: string): Promise<void> {
  await signIn(page, token);
  await page.goto(path);
  await isLive(page);
}

/** A second version of an article, whose id it gives, and an import that partly failed. Doing it again changes nothing but the list of imports. */
export async function prepareKnowledge(token: string): Promise<string> {
  const [article] = await call<Article[]>("GET", "/kb/articles?q=arrived%20broken", undefined, token);
  if (!article) throw new Error("the demo has an article about what arrived broken");
  const [before] = article.content.split("\n\n## ");
  const content = `${before}\n\n## Gifts\n\n| Bought | Time |\n| --- | --- |\n| for you | 14 days |\n| as a gift | 30 days |\n`;
  await call("PUT", `/kb/articles/${article.id}`, { content }, token);
  const form = new FormData();
  form.append("state", "draft");
  form.append("file", new Blob(["# Lids\n\nOne fits all cups.\n"]), "lids.md");
  form.append("file", new Blob(["%PDF-1.7\n"]), "scanned-manual.pdf");
  const response = await fetch(`${process.env.E2E_URL}/api/v1/kb/imports`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}` },
    body: form,
  });
  if (!response.ok) throw new Error(await response.text());
  return String(article.id);
}
