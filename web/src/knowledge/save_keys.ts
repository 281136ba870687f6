// The keys that save an article from every field of its editor.
import type { KeyboardEvent } from "react";

export function isSaving({ key, ctrlKey, metaKey, altKey, nativeEvent }: KeyboardEvent): boolean {
  if (!(ctrlKey || metaKey) || altKey || nativeEvent.isComposing) return false;
  return key === "Enter" || key.toLowerCase() === "s";
}
