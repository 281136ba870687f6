// In which language does the chat speak just now? English is at hand; another language is loaded when it is needed.
import { signal } from "@preact/signals-core";
import type { Locale } from "../../shared/locale";
import { words as english, type Words } from "./en";

export const locale = signal<Locale>("en");
export const words = signal<Words>(english);

/** Dates as the visitor's own country writes them, if it speaks the language. */
export const dateLocale = (): string =>
  navigator.languages.find((one) => one.startsWith(locale.value)) ?? locale.value;

const LOADERS: Record<Locale, () => Promise<{ words: Words }>> = {
  en: () => Promise.resolve({ words: english }),
  es: () => import("./es"),
  fr: () => import("./fr"),
  de: () => import("./de"),
  pt: () => import("./pt"),
  ar: () => import("./ar"),
};

let wanted: Locale = "en";

/** Stays with the language before where the new one can't be had. */
export async function speak(next: Locale): Promise<void> {
  wanted = next;
  try {
    const loaded = await LOADERS[next]();
    if (wanted !== next) return;
    words.value = loaded.words;
    locale.value = next;
  } catch {
    // Offline: the words that are there are better than none.
  }
}
