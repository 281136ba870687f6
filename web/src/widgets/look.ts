// What of a widget can be designed, and small sums on its colour. Pure.
import type { Widget } from "@/api/types";

export interface Look {
  name: string;
  domain: string;
  welcome_heading: string;
  welcome_tagline: string;
  primary_color: string;
  show_online_badge: boolean;
  logo_url: string;
  allow_localhost: boolean;
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
};

export function lookOf(widget: Widget): Look {
  const { name, domain, welcome_heading, welcome_tagline, primary_color, show_online_badge } = widget;
  const config = widget.config as { allow_localhost?: boolean };
  return {
    name,
    domain,
    welcome_heading,
    welcome_tagline,
    primary_color,
    show_online_badge,
    logo_url: widget.logo_url ?? "",
    allow_localhost: config.allow_localhost === true,
  };
}

/** What create and update take. Keys of `config` that are not designed here stay. */
export function bodyOf({ allow_localhost, logo_url, ...look }: Look, config: Widget["config"] | undefined) {
  return {
    ...look,
    logo_url: logo_url || null,
    config: { ...config, allow_localhost } as unknown as Widget["config"],
  };
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
