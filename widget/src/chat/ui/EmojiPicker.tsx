// A small choice of emoji: what people put into a support chat. Arrow keys move, Enter takes, Escape leaves.
import { words } from "../text";
import { observing, useLayoutEffect, useRef } from "./observing";

const EMOJI =
  "😀 😄 😂 🙂 😉 😊 😍 😘 😎 🤔 😐 🙄 😴 😅 😇 🤗 😕 😟 😢 😭 😡 😱 🤯 🥳 👍 👎 👌 👏 🙏 🤝 💪 👋 ❤️ 💔 🔥 ✨ 🎉 💯 ✅ ❌ ❓ ⚠️ 💡 📦 🚚 💳 📅 ☕".split(
    " ",
  );
const COLUMNS = 8;

interface Props {
  onPick(emoji: string): void;
  onLeave(): void;
}

export const EmojiPicker = observing(function EmojiPicker({ onPick, onLeave }: Props) {
  const grid = useRef<HTMLDivElement | null>(null);
  useLayoutEffect(() => grid.current?.querySelector("button")?.focus(), []);

  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(grid.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const isRtl = grid.current?.matches(":dir(rtl)") ? -1 : 1;
    const steps: Record<string, number> = {
      ArrowRight: isRtl,
      ArrowLeft: -isRtl,
      ArrowDown: COLUMNS,
      ArrowUp: -COLUMNS,
    };
    const step = steps[event.key];
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      onLeave();
    } else if (step !== undefined) {
      event.preventDefault();
      buttons[at + step]?.focus();
    }
  };

  return (
    <div class="emoji" role="group" aria-label={words.value.emoji} ref={grid} onKeyDown={onKeyDown}>
      {EMOJI.map((emoji, at) => (
        <button type="button" key={emoji} tabIndex={at === 0 ? 0 : -1} onClick={() => onPick(emoji)}>
          {emoji}
        </button>
      ))}
    </div>
  );
});
