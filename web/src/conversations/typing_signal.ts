// Turns key presses into "types" and "stopped": told at once, repeated rarely, ended by silence.

const repeatEvery = 3000;
const endsAfter = 4000;

export interface TypingSignal {
  typed: () => void;
  stop: () => void;
}

export function typingSignal(tell: (isTyping: boolean) => void): TypingSignal {
  let toldAt: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function stop(): void {
    clearTimeout(timer);
    if (toldAt !== null) tell(false);
    toldAt = null;
  }

  return {
    typed() {
      const now = Date.now();
      if (toldAt === null || now - toldAt >= repeatEvery) {
        toldAt = now;
        tell(true);
      }
      clearTimeout(timer);
      timer = setTimeout(stop, endsAfter);
    },
    stop,
  };
}
