// Who is typing? Ours is said at most every three seconds and taken back after a pause; the team's is believed for six.

const SAY_EVERY = 3_000;
const STILL_AFTER = 4_000;
const BELIEVED_FOR = 6_000;

/** Tells the other side that we type. */
export function createTypist(say: (isTyping: boolean) => void) {
  let saidAt = 0;
  let still: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    clearTimeout(still);
    if (saidAt === 0) return;
    saidAt = 0;
    say(false);
  };
  return {
    touch() {
      clearTimeout(still);
      still = setTimeout(stop, STILL_AFTER);
      if (Date.now() - saidAt < SAY_EVERY) return;
      saidAt = Date.now();
      say(true);
    },
    stop,
  };
}

/** Hears that the other side types. */
export function createTypingSign(show: (isTyping: boolean) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (isTyping: boolean) => {
    clearTimeout(timer);
    show(isTyping);
    if (isTyping) timer = setTimeout(() => show(false), BELIEVED_FOR);
  };
}
