// What of the widget's look must the loader know? Reads the public answer of `GET /api/v1/widget/{id}` and distrusts its
// `config`, which is free JSON. The rest of the answer is the chat's to read.
import { parseColor } from "./color";

export interface Look {
  color: string;
  showOnline: boolean;
  /** Null where the server doesn't say. */
  isOnline: boolean | null;
  position: "left" | "right" | null;
  theme: "light" | "dark" | "auto";
  language: string | null;
  answer: Loose;
}

export type Loose = Record<string, unknown>;

export const isLoose = (value: unknown): value is Loose => typeof value === "object" && value !== null;
export const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Null where the answer is no widget. */
export function readLook(answer: unknown): Look | null {
  if (!isLoose(answer) || !text(answer["id"])) return null;
  const config = isLoose(answer["config"]) ? answer["config"] : {};
  const { position, theme, language, away } = config;
  const color = text(answer["primary_color"]) ?? "";
  const isOnline = answer["is_online"];
  return {
    color: parseColor(color) ? color : "#7650FF",
    showOnline: answer["show_online_badge"] !== false,
    isOnline: away === true ? false : typeof isOnline === "boolean" ? isOnline : null,
    position: position === "left" || position === "right" ? position : null,
    theme: theme === "light" || theme === "dark" ? theme : "auto",
    language: text(language),
    answer,
  };
}
