// Which colour can be read on which? Contrast as WCAG 2.2 defines it. Knows nothing of the page.

type Rgb = readonly [number, number, number];

const BLACK = "#14151a";
const WHITE = "#ffffff";

/** `#RGB` or `#RRGGBB`; null for anything else. */
export function parseColor(text: string): Rgb | null {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (!digits) return null;
  const whole = digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits;
  const part = (at: number) => Number.parseInt(whole.slice(at, at + 2), 16);
  return [part(0), part(2), part(4)];
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** From 1 (the same) to 21 (black on white). */
export function contrast(one: string, other: string): number {
  const first = luminance(parseColor(one) ?? [0, 0, 0]);
  const second = luminance(parseColor(other) ?? [0, 0, 0]);
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

/** The text colour for a background: white while it reads well, which is what brands expect, else a black that does. */
export function inkOn(background: string): string {
  return [WHITE, BLACK].find((ink) => contrast(background, ink) >= 4.5) ?? "#000000";
}

/** The colour itself, moved towards black or white just so far that it reads as text on the surface. */
export function readableOn(surface: string, color: string): string {
  const from = parseColor(color) ?? [0, 0, 0];
  const target = luminance(parseColor(surface) ?? [255, 255, 255]) > 0.4 ? 0 : 255;
  for (let step = 0; step <= 20; step += 1) {
    const moved = from.map((channel) => Math.round(channel + ((target - channel) * step) / 20));
    const text = `#${moved.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`;
    if (contrast(surface, text) >= 4.6) return text;
  }
  return target === 0 ? BLACK : WHITE;
}
