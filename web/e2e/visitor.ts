// The other side: the real widget on a page, as a visitor uses it.
import type { Locator, Page } from "@playwright/test";
import { expect } from "./rig";

export class Chat {
  readonly panel: Locator;
  readonly log: Locator;
  private readonly launcher: Locator;
  private readonly field: Locator;

  constructor(readonly page: Page) {
    const widget = page.locator("pingback-widget");
    this.launcher = widget.locator(".launcher");
    this.panel = widget.getByRole("dialog");
    this.log = widget.getByRole("log");
    this.field = this.panel.locator(".field textarea");
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await expect(this.panel).toBeVisible();
  }

  async write(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press("Enter");
    await expect(this.field).toHaveValue("");
  }

  async type(text: string): Promise<void> {
    await this.field.pressSequentially(text);
  }

  /** Everything said, in the order on the screen, as one of `texts` each. */
  async said(texts: string[]): Promise<string[]> {
    return inOrder(await this.log.innerText(), texts);
  }
}

/** Which of the texts stand in `whole`, in their order there, each as often as it does. */
export function inOrder(whole: string, texts: string[]): string[] {
  const escaped = texts.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return [...whole.matchAll(new RegExp(escaped.join("|"), "g"))].map(([found]) => found);
}
