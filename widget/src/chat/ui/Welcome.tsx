// What can a visitor do who hasn't said anything yet? Take a ready question, write, or go to another channel.
import { words } from "../text";
import { Help } from "./Help";
import { Icon, isIcon } from "./Icon";
import { useView } from "./view";
import { observing } from "./observing";

const NAMES: Record<string, string> = {
  whatsapp: "WhatsApp",
  instagram: "Instagram",
  telegram: "Telegram",
  x: "X",
  sms: "SMS",
};

export const Welcome = observing(function Welcome() {
  const { session } = useView();
  const { starters, awayMessage } = session.look.value;
  return (
    <div class="start">
      {session.isAway.value && <p class="note">{awayMessage ?? words.value.awayNote}</p>}
      <Help />
      {starters.length > 0 && (
        <div class="starters">
          {starters.map((starter) => (
            <button type="button" key={starter} onClick={() => session.send(starter)}>
              {starter}
            </button>
          ))}
        </div>
      )}
      <Contacts />
    </div>
  );
});

const Contacts = observing(function Contacts() {
  const { session } = useView();
  const contacts = session.contacts.value;
  if (contacts.length === 0) return null;
  return (
    <nav class="contacts" aria-label={words.value.otherWays}>
      <p>{words.value.otherWays}</p>
      <ul>
        {contacts.map(({ type, url }) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noopener noreferrer">
              <Icon name={isIcon(type) ? type : "sms"} />
              {NAMES[type] ?? words.value.emailLabel}
              <span class="unseen">({words.value.newTab})</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
});
