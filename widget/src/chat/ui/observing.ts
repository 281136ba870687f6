// How does a component hear of signals? It is drawn again when one that it read while drawing has changed.
import { effect } from "@preact/signals-core";
import type { ComponentChildren } from "preact";
import { useEffect, useReducer, useRef } from "preact/hooks";

export function observing<Props = object>(draw: (props: Props) => ComponentChildren) {
  return function Observing(props: Props) {
    const [, redraw] = useReducer((count: number) => count + 1, 0);
    const stop = useRef<(() => void) | null>(null);
    useEffect(() => () => stop.current?.(), []);
    stop.current?.();
    let drawn: ComponentChildren;
    let isDrawn = false;
    stop.current = effect(() => {
      if (isDrawn) return redraw(undefined);
      isDrawn = true;
      drawn = draw(props);
    });
    return drawn;
  };
}
