// How does a component hear of signals, and what does it keep between drawings? The part of the usual hooks that this
// chat needs, on signals: `preact/hooks` and its signals adapter would be a tenth of all that a visitor loads.
import { effect, signal, type Signal } from "@preact/signals-core";
import { Component, type ComponentChildren } from "preact";

type Cleanup = () => void;

interface After {
  watched: readonly unknown[];
  cleanup: Cleanup | void;
}

let current: Observer | null = null;

function during(observer: Observer, draw: () => ComponentChildren): ComponentChildren {
  current = observer;
  try {
    return draw();
  } finally {
    current = null;
  }
}

class Observer extends Component {
  kept: unknown[] = [];
  at = 0;
  due: (() => void)[] = [];
  ends: Cleanup[] = [];
  stop: Cleanup | undefined;

  /** Draws, and draws again when a signal that was read while drawing has changed. */
  observe(draw: () => ComponentChildren): ComponentChildren {
    let drawn: ComponentChildren;
    let isDrawn = false;
    this.stop?.();
    this.stop = effect(() => {
      if (isDrawn) return this.setState({});
      isDrawn = true;
      this.at = 0;
      drawn = during(this, draw);
    });
    return drawn;
  }

  render(): ComponentChildren {
    return null;
  }

  override componentDidMount(): void {
    for (const run of this.due.splice(0)) run();
  }

  override componentDidUpdate(): void {
    this.componentDidMount();
  }

  override componentWillUnmount(): void {
    this.stop?.();
    for (const end of this.ends) end();
  }
}

export function observing<Props = object>(draw: (props: Props) => ComponentChildren) {
  return class extends Observer {
    declare props: Observer["props"] & Props;
    override render(): ComponentChildren {
      return this.observe(() => draw(this.props));
    }
  };
}

/** What the component has kept in this place since its first drawing. */
function keep<Value>(first: () => Value): Value {
  if (!current) throw new Error("Only while a component is drawn");
  const { kept, at } = current;
  current.at += 1;
  if (at === kept.length) kept.push(first());
  return kept[at] as Value;
}

export const useRef = <Value>(first: Value): { current: Value } => keep(() => ({ current: first }));

export function useState<Value>(first: Value): [Value, (next: Value) => void] {
  const state: Signal<Value> = keep(() => signal(first));
  return [state.value, (next) => (state.value = next)];
}

/** Runs when the drawing stands on the page, if one of what it watches is another one than before. */
export function useLayoutEffect(run: () => Cleanup | void, watched: readonly unknown[]): void {
  const drawer = current;
  const after = keep<After>(() => {
    const made: After = { watched: [run], cleanup: undefined };
    drawer?.ends.push(() => made.cleanup?.());
    return made;
  });
  if (after.watched.length === watched.length && watched.every((one, at) => one === after.watched[at]))
    return;
  after.watched = watched;
  drawer?.due.push(() => {
    after.cleanup?.();
    after.cleanup = run();
  });
}
