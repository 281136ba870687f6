// Which language the app speaks: the browser's if there is a catalogue for it, else English.
import { i18n } from "@lingui/core";

const catalogues = {
  en: () => import("./locales/en.po"),
};

type Language = keyof typeof catalogues;

export async function activateLanguage(): Promise<void> {
  const wanted = navigator.languages.map((tag) => tag.split("-")[0]!);
  const language = (wanted.find((tag) => tag in catalogues) ?? "en") as Language;
  const { messages } = await catalogues[language]();
  i18n.loadAndActivate({ locale: language, messages });
  document.documentElement.lang = language;
}
