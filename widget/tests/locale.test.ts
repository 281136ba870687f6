// Is every language whole, and is the right one chosen?
import { describe, expect, test } from "vitest";
import { LOCALES, directionOf, pickLocale } from "../src/shared/locale";

describe("languages", () => {
  test("the first wish that we speak is met", () => {
    expect(pickLocale(["pt-BR", "en"])).toBe("pt");
    expect(pickLocale([null, "", "xx", "FR_ca", "de"])).toBe("fr");
    expect(pickLocale(["zh", undefined])).toBe("en");
    expect(pickLocale([{}, 5, ["x"], Symbol("fr"), "__proto__", "de"])).toBe("de");
  });

  test("Arabic is written from the right", () => {
    expect(directionOf("ar")).toBe("rtl");
    expect(directionOf("es")).toBe("ltr");
  });

  test("every language says everything", async () => {
    const { words: english } = await import("../src/chat/text/en");
    for (const locale of LOCALES) {
      const { words } = (await import(`../src/chat/text/${locale}.ts`)) as { words: Record<string, string> };
      expect(Object.keys(words), locale).toEqual(Object.keys(english));
      for (const [name, said] of Object.entries(words)) expect(said.trim(), `${locale} ${name}`).not.toBe("");
      expect(words["emailWords"], locale).toContain("{email}");
    }
  });
});
