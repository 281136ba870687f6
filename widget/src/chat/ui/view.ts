// What does the screen know beside the conversation? Where the focus goes, how wide and how dark it is, which preview
// was waved away.
import { computed, signal, type ReadonlySignal } from "@preact/signals-core";
import type { Bridge } from "../../shared/bridge";
import { isFromTeam } from "../transcript";
import type { Session } from "../session";

function matches(query: string): ReadonlySignal<boolean> {
  const list = matchMedia(query);
  const now = signal(list.matches);
  list.addEventListener("change", () => (now.value = list.matches));
  return now;
}

export function createView(bridge: Bridge, session: Session) {
  const isNarrow = matches("(max-width: 480px)");
  const isTouch = matches("(pointer: coarse)");
  const systemIsDark = matches("(prefers-color-scheme: dark)");
  const focusAsked = signal(0);
  const dismissed = signal(0);
  const { look, messages, unread, isOpen } = session;

  return {
    session,
    close: bridge.close,
    open: bridge.open,
    isNarrow,
    /** Goes up each time the focus shall move into the panel. */
    focusAsked,
    /** With a finger, focus in the text field would bring up the keyboard over what is to be read. */
    focusesText: computed(() => !isTouch.value),
    isDark: computed(() => (look.value.theme === "auto" ? systemIsDark.value : look.value.theme === "dark")),
    /** The newest answer that nobody has looked at, to be shown beside the launcher. */
    preview: computed(() => {
      if (isOpen.value || unread.value === 0) return null;
      const newest = messages.value.findLast(isFromTeam);
      return newest && (newest.number ?? 0) > dismissed.value ? newest : null;
    }),
    dismiss(number: number | null) {
      dismissed.value = number ?? 0;
    },
    show(takesFocus: boolean) {
      session.opened();
      if (takesFocus) focusAsked.value += 1;
    },
  };
}

export type View = ReturnType<typeof createView>;

let shown: View | null = null;

/** There is one chat on a page. */
export function showView(view: View): void {
  shown = view;
}

export function useView(): View {
  if (!shown) throw new Error("Drawn before there is a chat");
  return shown;
}
