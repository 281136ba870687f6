// How a template reads once its places are filled. Knows nothing of the screen.
import type { Template } from "@/api/types";

/** Values by `part.name`. */
export type Values = Record<string, string>;

export const placeKey = (place: { part: string; name: string }) => `${place.part}.${place.name}`;

/** The text with what was filled in; places that are still empty stay as they are written. */
export function preview(template: Template, values: Values): string {
  const fill = (part: string, text: string) =>
    text.replace(/\{\{\s*(\w+)\s*\}\}/g, (place, name: string) => values[`${part}.${name}`]?.trim() || place);
  const lines = [
    template.header && fill("header", template.header),
    fill("body", template.body),
    template.footer,
    ...template.buttons.map((button) => `[${button}]`),
  ];
  return lines.filter(Boolean).join("\n");
}

/** As the server takes them: by part, then by name. */
export function variables(template: Template, values: Values): Record<string, Record<string, string>> {
  const parts: Record<string, Record<string, string>> = {};
  for (const place of template.variables)
    (parts[place.part] ??= {})[place.name] = values[placeKey(place)]?.trim() ?? "";
  return parts;
}

export function isFilled(template: Template, values: Values): boolean {
  return template.variables.every((place) => values[placeKey(place)]?.trim());
}
