// What has been said: the days, the messages, what waits at their end. Stays at the newest message unless the visitor
// has scrolled away from it.
import { dayLabel, timeline } from "../timeline";
import { isFromTeam } from "../transcript";
import { dateLocale, words } from "../text";
import { Avatar } from "./Avatar";
import { EmailCard } from "./EmailCard";
import { Group } from "./Group";
import { Icon } from "./Icon";
import { RatingCard } from "./RatingCard";
import { useView } from "./view";
import { Welcome } from "./Welcome";
import { observing, useLayoutEffect, useRef, useState } from "./observing";

/** Pixels from the end that still count as being there. */
const NEAR = 80;

export const Log = observing(function Log() {
  const { session } = useView();
  const messages = session.messages.value;
  const box = useRef<HTMLDivElement | null>(null);
  const isAtEnd = useRef(true);
  const [hasNews, setHasNews] = useState(false);
  const newest = messages.at(-1);
  const mine = messages.findLast((message) => message.sender === "customer");

  const toEnd = (behavior: ScrollBehavior = "instant") => {
    const element = box.current;
    element?.scrollTo({ top: element.scrollHeight, behavior });
    setHasNews(false);
  };
  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    if (isAtEnd.current) setHasNews(false);
  };

  useLayoutEffect(() => {
    if (!newest) return;
    if (isAtEnd.current || !isFromTeam(newest)) toEnd();
    else setHasNews(true);
  }, [newest?.key]);
  useLayoutEffect(() => {
    if (isAtEnd.current) toEnd();
  }, [
    session.isTyping.value,
    session.wantsEmail.value,
    session.rating.value,
    session.isOpen.value,
    newest?.state,
  ]);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(() => isAtEnd.current && toEnd());
    if (box.current) watch.observe(box.current);
    return () => watch.disconnect();
  }, []);

  return (
    <div class="body">
      {/* A scrolled region must be reachable by keyboard. */}
      <div
        class="log"
        ref={box}
        onScroll={onScroll}
        tabIndex={0}
        role="log"
        aria-live="polite"
        aria-label={words.value.log}
      >
        {messages.length === 0 && <Welcome />}
        {timeline(messages).map((item) =>
          item.kind === "day" ? (
            <div class="day" key={item.key}>
              <span>{dayLabel(item.at, Date.now(), dateLocale())}</span>
            </div>
          ) : (
            <Group key={item.key} group={item} mineKey={mine?.key} />
          ),
        )}
        <Typing />
        {newest?.sender === "ai" && newest.sources?.length ? (
          <div class="starters">
            <button type="button" onClick={() => session.send(words.value.human)}>
              {words.value.human}
            </button>
          </div>
        ) : null}
        {session.wantsEmail.value && <EmailCard />}
        {session.rating.value && <RatingCard />}
      </div>
      {hasNews && (
        <button type="button" class="news" onClick={() => toEnd("smooth")}>
          <Icon name="down" />
          {words.value.newMessages}
        </button>
      )}
      <CutOff />
    </div>
  );
});

const Typing = observing(function Typing() {
  const { session } = useView();
  if (!session.isTyping.value) return null;
  return (
    <div class="group is-team">
      <Avatar />
      <div class="bubble typing">
        <span class="unseen">
          {words.value.someone} {words.value.typing}
        </span>
        <i />
        <i />
        <i />
      </div>
    </div>
  );
});

const CutOff = observing(function CutOff() {
  const { session } = useView();
  return <div role="status">{session.isCutOff.value && <p class="cut-off">{words.value.cutOff}</p>}</div>;
});
