// The sound of an answer: two soft notes made by the browser, no file. Browsers allow it only after the visitor has
// touched the page.
import type { Store } from "../shared/storage";

let context: AudioContext | null = null;

/** To be called in a click or a key press. */
export function allowSound(): void {
  try {
    context ??= new AudioContext();
    void context.resume().catch(() => undefined);
  } catch {
    context = null;
  }
}

/** Once for each message, whichever tab comes first. */
export function chime(store: Store, number: number): void {
  if (!context || context.state !== "running" || (store.read<number>("chimed") ?? 0) >= number) return;
  store.write("chimed", number);
  note(context, 659.25, 0);
  note(context, 987.77, 0.09);
}

function note(context: AudioContext, pitch: number, after: number): void {
  const start = context.currentTime + after;
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.12, start + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.45);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + 0.5);
}
