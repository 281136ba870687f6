// How does the owner want the chat? The part of the widget's public answer that the loader has no need of; its `config`
// is free JSON and distrusted.
import { isLoose, type Look } from "../shared/look";

export type FieldName = "name" | "email" | "phone";

export interface PreChatField {
  name: FieldName;
  required: boolean;
}

export interface Design extends Look {
  businessId: string;
  name: string;
  heading: string;
  tagline: string;
  logo: string | null;
  sound: boolean;
  starters: string[];
  preChat: PreChatField[];
  /** The owner says so, whoever is there. */
  isAway: boolean;
  awayMessage: string | null;
  translations: Record<string, { heading?: string; tagline?: string }>;
}

const FIELDS: readonly FieldName[] = ["name", "email", "phone"];

const text = (value: unknown, most: number): string | null =>
  typeof value === "string" && value.trim() !== "" ? value.trim().slice(0, most) : null;

export function readDesign(look: Look): Design {
  const { answer } = look;
  const config = isLoose(answer["config"]) ? answer["config"] : {};
  const logo = text(answer["logo_url"], 2000);
  return {
    ...look,
    businessId: String(answer["business_id"] ?? ""),
    name: text(answer["name"], 100) ?? "",
    heading: text(answer["welcome_heading"], 200) ?? "",
    tagline: text(answer["welcome_tagline"], 500) ?? "",
    logo: logo && /^https?:\/\//i.test(logo) ? logo : null,
    sound: config["sound"] !== false,
    starters: readStarters(config["starters"]),
    preChat: readPreChat(config["prechat"]),
    isAway: config["away"] === true,
    awayMessage: text(config["away_message"], 500),
    translations: readTranslations(config["translations"]),
  };
}

function readStarters(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .map((entry) => text(entry, 120))
    .filter((entry) => entry !== null)
    .slice(0, 4);
}

/** `{"fields": [{"name": "email", "required": true}]}`. */
function readPreChat(value: unknown): PreChatField[] {
  const fields = isLoose(value) && value["enabled"] !== false ? value["fields"] : null;
  if (!Array.isArray(fields)) return [];
  return fields.filter(isLoose).flatMap((field) => {
    const name = FIELDS.find((known) => known === field["name"]);
    return name ? [{ name, required: field["required"] === true }] : [];
  });
}

/** `{"fr": {"welcome_heading": "…", "welcome_tagline": "…"}}`. */
function readTranslations(value: unknown): Design["translations"] {
  if (!isLoose(value)) return {};
  const entries = Object.entries(value).map(([locale, words]) => {
    const said = isLoose(words) ? words : {};
    const heading = text(said["welcome_heading"], 200);
    const tagline = text(said["welcome_tagline"], 500);
    return [locale, { ...(heading && { heading }), ...(tagline && { tagline }) }] as const;
  });
  return Object.fromEntries(entries);
}
