// Which language does the widget speak? Knows the languages there are, not their words.

export const LOCALES = ["en", "es", "fr", "de", "pt", "ar"] as const;
export type Locale = (typeof LOCALES)[number];

/** The first wish that we speak; `pt-BR` is met by `pt`. */
export function pickLocale(wishes: readonly unknown[]): Locale {
  for (const wish of wishes) {
    const language = String(wish).toLowerCase().split(/[-_]/)[0];
    const found = LOCALES.find((locale) => locale === language);
    if (found) return found;
  }
  return "en";
}

/** What the page called for, what the owner set, what the page is written in, what the visitor's browser asks for. */
export function pageLocale(...wishes: unknown[]): Locale {
  return pickLocale([...wishes, document.documentElement.lang, ...(navigator.languages ?? [])]);
}

export const directionOf = (locale: Locale): "ltr" | "rtl" => (locale === "ar" ? "rtl" : "ltr");
