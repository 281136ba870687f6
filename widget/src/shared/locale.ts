// Which language does the widget speak? Knows the languages there are, not their words.

export const LOCALES = ["en", "es", "fr", "de", "pt", "ar"] as const;
export type Locale = (typeof LOCALES)[number];

/** The first wish that we speak; `pt-BR` is met by `pt`. */
export function pickLocale(wishes: readonly (string | null | undefined)[]): Locale {
  for (const wish of wishes) {
    const language = wish?.toLowerCase().split(/[-_]/)[0];
    const found = LOCALES.find((locale) => locale === language);
    if (found) return found;
  }
  return "en";
}

/** What the owner set, else what the page is written in, else what the visitor's browser asks for. */
export function pageLocale(configured: string | null): Locale {
  return pickLocale([configured, document.documentElement.lang, ...(navigator.languages ?? [])]);
}

export const directionOf = (locale: Locale): "ltr" | "rtl" => (locale === "ar" ? "rtl" : "ltr");
