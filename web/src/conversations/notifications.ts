// Tells an agent who looks elsewhere that somebody wrote: a sound, the number in the title, a desktop notification.
import { t } from "@lingui/core/macro";
import type { Conversation } from "@/api/types";
import { preview } from "./preview";
import { readSettings } from "./settings";

const unseen = new Set<string>();
let openHere: string | null = null;
let audio: AudioContext | null = null;

/** The conversation on this screen: its messages need no announcement while somebody looks. */
export function showsConversation(id: string | null): void {
  openHere = id;
  if (id && isLookedAt()) seen(id);
}

export function notifyMessage(
  conversation: Conversation | null,
  id: string,
  content: string,
  myId: string,
): void {
  const assignee = conversation?.assignee_id ?? null;
  if (assignee !== null && assignee !== myId) return;
  if (isLookedAt() && openHere === id) return;
  announce(
    id,
    conversation?.customer?.name ?? conversation?.customer?.email ?? t`New message`,
    preview({ content }),
  );
}

export function notifyAssigned(conversation: Conversation | null, id: string): void {
  const who = conversation?.customer?.name;
  announce(id, t`Assigned to you`, who ? t`The conversation with ${who} is yours now.` : "");
}

export function startNotifications(): () => void {
  const returned = () => {
    if (!isLookedAt()) return;
    unseen.clear();
    showTitle();
  };
  window.addEventListener("focus", returned);
  document.addEventListener("visibilitychange", returned);
  return () => {
    window.removeEventListener("focus", returned);
    document.removeEventListener("visibilitychange", returned);
  };
}

function announce(id: string, title: string, body: string): void {
  if (readSettings().sound) ping();
  if (isLookedAt()) return;
  unseen.add(id);
  showTitle();
  if (readSettings().desktop && "Notification" in window && Notification.permission === "granted") {
    const notification = new Notification(title, { body, tag: id, icon: "/favicon.svg" });
    notification.addEventListener("click", () => {
      window.focus();
      window.location.assign(`/inbox/all/${id}`);
    });
  }
}

function seen(id: string): void {
  if (unseen.delete(id)) showTitle();
}

function showTitle(): void {
  document.title = unseen.size > 0 ? `(${unseen.size}) Pingback` : "Pingback";
}

function isLookedAt(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

/** Two soft notes, the second higher: there and back. Browsers stay silent until the first click on the page. */
export function ping(): void {
  try {
    audio ??= new AudioContext();
    const start = audio.currentTime;
    for (const [offset, pitch] of [
      [0, 587.33],
      [0.11, 880],
    ] as const) {
      const tone = audio.createOscillator();
      const loudness = audio.createGain();
      tone.type = "sine";
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.0001, start + offset);
      loudness.gain.exponentialRampToValueAtTime(0.14, start + offset + 0.015);
      loudness.gain.exponentialRampToValueAtTime(0.0001, start + offset + 0.32);
      tone.connect(loudness).connect(audio.destination);
      tone.start(start + offset);
      tone.stop(start + offset + 0.35);
    }
  } catch {
    // No sound device, or none allowed.
  }
}
