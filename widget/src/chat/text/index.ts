// In which language does the chat speak just now? A language is loaded when it is needed, and only that one.
import { signal } from "@preact/signals-core";
import type { Locale } from "../../shared/locale";
import type { Words } from "./en";

export const locale = signal<Locale>("en");
/** Nothing is drawn before the first language has been loaded. */
export const words = signal({} as Words);

/** Dates as the visitor's own country writes them, if it speaks the language. */
export const dateLocale = (): string =>
  navigator.languages.find((one) => one.startsWith(locale.value)) ?? locale.value;

const LOADERS: Record<Locale, () => Promise<{ words: Words }>> = {
  en: () => import("./en"),
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
  pt: () => import("./pt"),
  ar: () => import("./ar"),
};

let wanted: Locale = "en";

/** Of several wishes at once the last one counts. Fails where the language can't be had. */
export async function speak(next: Locale): Promise<void> {
  wanted = next;
  const loaded = await LOADERS[next]();
  if (wanted !== next) return;
  words.value = loaded.words;
  locale.value = next;
}
