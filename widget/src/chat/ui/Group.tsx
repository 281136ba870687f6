// What one person wrote in one go: bubbles, the time under the last, and how far the visitor's newest message has got.
import type { ComponentChildren } from "preact";
import { linkify, type Piece } from "../linkify";
import { markdown } from "../markdown";
import { isFromTeam } from "../transcript";
import { timeLabel, type Group as GroupOf } from "../timeline";
import { dateLocale, words } from "../text";
import type { Attachment, Message, Source } from "../wire";
import { Avatar } from "./Avatar";
import { Icon, type IconName } from "./Icon";
import { useView } from "./view";
import { observing } from "./observing";

const STATE_ICONS = {
  queued: "clock",
  sending: "clock",
  sent: "check",
  delivered: "checks",
  read: "checks",
  failed: "alert",
} as const satisfies Record<Message["state"], IconName>;

export const Group = observing(function Group({
  group,
  mineKey,
}: {
  group: GroupOf;
  mineKey: string | undefined;
}) {
  const { side, messages } = group;
  const last = messages.at(-1);
  if (!last) return null;
  if (side === "system") return <p class="system">{messages.map(({ text }) => text).join("\n")}</p>;
  const isTheo = group.sender === "ai";
  const name = isTheo ? words.value.theo : group.name;
  const author = side === "visitor" ? words.value.you : (name ?? words.value.team);
  return (
    <div class={`group is-${side}`}>
      {side === "team" && <Avatar isTheo={isTheo} />}
      <div class="stack">
        <span class="unseen">{author}:</span>
        {messages.map((message) => (
          <Bubble key={message.key} message={message} />
        ))}
        <div class="meta">
          {name && <span>{name} · </span>}
          <time dateTime={new Date(last.at).toISOString()}>{timeLabel(last.at, dateLocale())}</time>
          {last.key === mineKey && last.state !== "failed" && <State message={last} />}
        </div>
      </div>
    </div>
  );
});

const State = observing(function State({ message }: { message: Message }) {
  return (
    <span class={`state is-${message.state}`}>
      <Icon name={STATE_ICONS[message.state]} />
      {words.value[message.state]}
    </span>
  );
});

/** One to three emoji and nothing else stand large and bare. */
const isOnlyEmoji = (text: string) =>
  /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*\s?){1,3}$/u.test(
    text,
  );

const drawn = (pieces: Piece[]): ComponentChildren =>
  pieces.map(({ text, tag: Tag, href, inside }) => {
    const content = inside ? drawn(inside) : text;
    if (Tag) return <Tag>{content}</Tag>;
    if (!href) return content;
    return (
      <a href={href} target="_blank" rel="noopener noreferrer nofollow ugc">
        {content}
      </a>
    );
  });

const Bubble = observing(function Bubble({ message }: { message: Message }) {
  const isBare = isOnlyEmoji(message.text) && message.attachments.length === 0;
  return (
    <>
      <div class={`bubble${isBare ? " is-bare" : ""} is-${message.state}`} dir="auto">
        {drawn((isFromTeam(message) ? markdown : linkify)(message.text))}
        {message.attachments.map((file) => (
          <File key={file.url} file={file} />
        ))}
        {message.sources?.length ? <Sources of={message.sources} /> : null}
      </div>
      {message.state === "failed" && <Failed message={message} />}
    </>
  );
});

const Sources = observing(function Sources({ of }: { of: Source[] }) {
  const { session } = useView();
  return (
    <ul class="sources" aria-label={words.value.sources}>
      {of.map(({ title, path }) => (
        <li key={path}>
          <a href={session.base + path.slice(1)} target="_blank" rel="noopener">
            <Icon name="file" />
            {title}
            <span class="unseen">({words.value.newTab})</span>
          </a>
        </li>
      ))}
    </ul>
  );
});

const Failed = observing(function Failed({ message }: { message: Message }) {
  const { session } = useView();
  return (
    <p class="failed">
      <Icon name="alert" />
      {message.error || words.value.failed}
      <span class="again">
        <button type="button" onClick={() => session.retry(message.key)}>
          {words.value.retry}
        </button>
        <button type="button" onClick={() => session.discard(message.key)}>
          {words.value.discard}
        </button>
      </span>
    </p>
  );
});

function addressOf(url: string, base: string): URL | null {
  try {
    const address = new URL(url, base);
    return /^https?:$/.test(address.protocol) ? address : null;
  } catch {
    return null;
  }
}

const File = observing(function File({ file }: { file: Attachment }) {
  const { session } = useView();
  const href = addressOf(file.url, session.base);
  if (!href) return null;
  // Pictures are shown only from our own server: nothing is asked of others before the visitor clicks.
  const isPicture =
    !file.isWaiting &&
    /^image\/(png|jpe?g|gif|webp|avif)$/.test(file.contentType) &&
    href.origin === new URL(session.base).origin;
  return (
    <a class="file" href={href.href} target="_blank" rel="noopener noreferrer nofollow ugc">
      {isPicture ? <img src={href.href} alt={file.filename} loading="lazy" /> : <Icon name="file" />}
      {!isPicture && <span>{file.filename}</span>}
    </a>
  );
});
