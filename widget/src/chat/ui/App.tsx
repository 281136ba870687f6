// What stands where in the panel? And the behaviour that is the panel's own: focus, Escape, the keyboard of a phone.
import { effect } from "@preact/signals-core";
import { words } from "../text";
import { Composer } from "./Composer";
import { Header } from "./Header";
import { Log } from "./Log";
import { PreChat } from "./PreChat";
import { Preview } from "./Preview";
import { useView } from "./view";
import { observing, useLayoutEffect, useRef } from "./observing";

export function App() {
  return (
    <>
      <Preview />
      <Panel />
    </>
  );
}

const FOCUSABLE = "button:not([disabled]), textarea, input, a[href], [tabindex='0']";

const Panel = observing(function Panel() {
  const view = useView();
  const { session, isNarrow } = view;
  const panel = useRef<HTMLDivElement | null>(null);
  const isOpen = session.isOpen.value;

  useLayoutEffect(
    () => effect(() => void (view.focusAsked.value > 0 && takeFocus(panel, view.focusesText.peek()))),
    [view],
  );
  useKeyboardRoom(panel);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") view.close();
    if (event.key === "Tab" && isNarrow.value && panel.current) keepFocusIn(panel.current, event);
  };

  return (
    <div
      ref={panel}
      class={isOpen ? "panel is-shown" : "panel"}
      role="dialog"
      aria-modal={isNarrow.value}
      aria-label={session.look.value.name || words.value.chat}
      aria-hidden={!isOpen}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <Header />
      {session.needsIntroduction.value ? (
        <PreChat />
      ) : (
        <>
          <Log />
          <Composer />
        </>
      )}
    </div>
  );
});

/** The panel must be visible before it can take the focus. */
function takeFocus(panel: { current: HTMLElement | null }, intoText: boolean): void {
  requestAnimationFrame(() => {
    const text = panel.current?.querySelector<HTMLElement>(".composer textarea, .prechat input");
    (intoText && text ? text : panel.current)?.focus({ preventScroll: true });
  });
}

/** Full-screen, the page behind can't be seen, so Tab must not go there. */
function keepFocusIn(panel: HTMLElement, event: KeyboardEvent) {
  const stops = [...panel.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((stop) => stop.tabIndex >= 0);
  const root = panel.getRootNode() as ShadowRoot;
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  if (root.activeElement !== from && root.activeElement !== panel) return;
  event.preventDefault();
  to?.focus();
}

/** On a phone the keyboard covers the lower half of a fixed panel; the visual viewport says what is left. */
function useKeyboardRoom(panel: { current: HTMLDivElement | null }) {
  useLayoutEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return;
    const fit = () => {
      panel.current?.style.setProperty("--room", `${viewport.height}px`);
      panel.current?.style.setProperty("--shift", `${viewport.offsetTop}px`);
    };
    fit();
    viewport.addEventListener("resize", fit);
    viewport.addEventListener("scroll", fit);
    return () => {
      viewport.removeEventListener("resize", fit);
      viewport.removeEventListener("scroll", fit);
    };
  }, [panel]);
}
