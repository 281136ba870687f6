// What of a widget can be designed, and small sums on its colour. Pure.
import type { Widget } from "@/api/types";

export const askable = ["name", "email", "phone"] as const;
export type Asked = (typeof askable)[number];
export const languages = ["en", "es", "fr", "de", "pt", "ar"] as const;

export interface Look {
  name: string;
  domain: string;
  welcome_heading: string;
  welcome_tagline: string;
  primary_color: string;
  show_online_badge: boolean;
  logo_url: string;
  allow_localhost: boolean;
  /** Empty: where the visitor's language ends its lines. */
  position: "" | "left" | "right";
  theme: "auto" | "light" | "dark";
  /** Empty: the page's, then the browser's. */
  language: "" | (typeof languages)[number];
  sound: boolean;
  /** One question a line. */
  starters: string;
  /** Before the first message. */
  asks: Asked[];
  away: boolean;
  away_message: string;
}

export const newLook: Look = {
  name: "",
  domain: "",
  welcome_heading: "Hi there!",
  welcome_tagline: "",
  primary_color: "#0F5C4C",
  show_online_badge: true,
  logo_url: "",
  allow_localhost: true,
  position: "",
  theme: "auto",
  language: "",
  sound: true,
  starters: "",
  asks: [],
  away: false,
  away_message: "",
};

/** The keys of a widget's `config` that are designed here; the API takes any. */
interface Config {
  allow_localhost?: boolean;
  position?: Look["position"];
  theme?: Look["theme"];
  language?: Look["language"];
  sound?: boolean;
  starters?: string[];
  prechat?: { fields?: { name: Asked; required?: boolean }[] };
  away?: boolean;
  away_message?: string;
}

export function lookOf(widget: Widget): Look {
  const { name, domain, welcome_heading, welcome_tagline, primary_color, show_online_badge } = widget;
  const config = widget.config as Config;
  return {
    name,
    domain,
    welcome_heading,
    welcome_tagline,
    primary_color,
    show_online_badge,
    logo_url: widget.logo_url ?? "",
    allow_localhost: config.allow_localhost === true,
    position: config.position ?? "",
    theme: config.theme ?? "auto",
    language: config.language ?? "",
    sound: config.sound !== false,
    starters: (config.starters ?? []).join("\n"),
    asks: askable.filter((asked) => config.prechat?.fields?.some(({ name: field }) => field === asked)),
    away: config.away === true,
    away_message: config.away_message ?? "",
  };
}

/** What create and update take. Keys of `config` that are not designed here stay. */
export function bodyOf(look: Look, before: Widget["config"] | undefined) {
  const { name, domain, welcome_heading, welcome_tagline, primary_color, show_online_badge } = look;
  const { allow_localhost, theme, sound, away } = look;
  const known = (before as Config | undefined)?.prechat?.fields ?? [];
  const fields = look.asks.map(
    (asked) => known.find((field) => field.name === asked) ?? { name: asked, required: true },
  );
  const config = {
    ...before,
    allow_localhost,
    theme,
    sound,
    away,
    position: look.position || undefined,
    language: look.language || undefined,
    starters: linesOf(look.starters),
    prechat: fields.length > 0 ? { fields } : undefined,
    away_message: look.away_message || undefined,
  };
  return {
    name,
    domain,
    welcome_heading,
    welcome_tagline,
    primary_color,
    show_online_badge,
    logo_url: look.logo_url || null,
    config: config as unknown as Widget["config"],
  };
}

/** The questions that visitors are offered: the widget shows four at most. */
export function linesOf(starters: string): string[] {
  return starters
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .slice(0, 4);
}

export function isColor(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

/** Black or white, whichever reads better on the colour (WCAG relative luminance). */
export function inkOn(color: string): "#ffffff" | "#16211e" {
  const channel = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const luminance = 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
  return luminance > 0.36 ? "#16211e" : "#ffffff";
}

export function snippetOf(widgetId: string, origin: string): string {
  return `<script>window.PingBackWidgetId="${widgetId}"</script>\n<script src="${origin}/widget.js" async></script>`;
}
