// What an agent chose for this browser: sound, desktop notifications, how to send.
import { useSyncExternalStore } from "react";

export interface Settings {
  sound: boolean;
  desktop: boolean;
  enterSends: boolean;
  showCustomer: boolean;
}

const name = "pingback.settings";
const defaults: Settings = { sound: true, desktop: false, enterSends: false, showCustomer: true };
const listeners = new Set<() => void>();
let settings = load();

export function readSettings(): Settings {
  return settings;
}

export function changeSettings(change: Partial<Settings>): void {
  settings = { ...settings, ...change };
  try {
    localStorage.setItem(name, JSON.stringify(settings));
  } catch {
    // Storage is switched off: the choice lives as long as this page.
  }
  for (const listener of listeners) listener();
}

export function useSettings(): Settings {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, readSettings);
}

function load(): Settings {
  try {
    return { ...defaults, ...(JSON.parse(localStorage.getItem(name) ?? "{}") as Partial<Settings>) };
  } catch {
    return defaults;
  }
}
