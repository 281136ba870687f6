// Who is on the other side? A welcome while nothing has been said, then one line.
import type { Design } from "../design";
import { locale, words } from "../text";
import type { Words } from "../text/en";
import { Avatar } from "./Avatar";
import { Bounce, Icon } from "./Icon";
import { useView } from "./view";
import { observing } from "./observing";

/** The server's words for who has set none, which we can say in every language. */
const DEFAULTS = { heading: "Hi there!", tagline: "How can we help?" };

function welcome(look: Design, words: Words, locale: string) {
  const own = look.translations[locale];
  const say = (part: "heading" | "tagline") =>
    own?.[part] ?? (look[part] === DEFAULTS[part] ? words[part] : look[part]);
  return { heading: say("heading"), tagline: say("tagline") };
}

export const Header = observing(function Header() {
  const { session, close } = useView();
  const { look, messages, isAway, isSoundOn } = session;
  const isWelcome = messages.value.length === 0;
  const { heading, tagline } = welcome(look.value, words.value, locale.value);
  const status = isAway.value ? words.value.away : words.value.online;

  return (
    <header class={isWelcome ? "header is-welcome" : "header"}>
      {isWelcome && <Bounce />}
      <div class="who">
        <Avatar withBadge />
        <div class="name">
          <strong>{look.value.name || words.value.team}</strong>
          {(look.value.showOnline || isAway.value) && <span class="status">{status}</span>}
        </div>
      </div>
      <div class="tools">
        <button
          type="button"
          class="tool"
          aria-label={isSoundOn.value ? words.value.soundOff : words.value.soundOn}
          onClick={session.switchSound}
        >
          <Icon name={isSoundOn.value ? "soundOn" : "soundOff"} />
        </button>
        <button type="button" class="tool close" aria-label={words.value.close} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      {isWelcome && (
        <div class="welcome">
          <h2 dir="auto">{heading}</h2>
          {tagline && <p dir="auto">{tagline}</p>}
        </div>
      )}
    </header>
  );
});
