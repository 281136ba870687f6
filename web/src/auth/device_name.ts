// Makes "Firefox on Linux" of what a browser says of itself. Good enough to recognise one's own.

export interface Device {
  name: string;
  kind: "desktop" | "phone" | "script";
}

const browsers: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

export function deviceName(userAgent: string): Device {
  const browser = browsers.find(([sign]) => sign.test(userAgent))?.[1];
  const system = systems.find(([sign]) => sign.test(userAgent))?.[1];
  if (!browser) return { name: userAgent || "?", kind: "script" };
  return {
    name: system ? `${browser} · ${system}` : browser,
    kind: /Mobile|iPhone|Android/.test(userAgent) ? "phone" : "desktop",
  };
}
