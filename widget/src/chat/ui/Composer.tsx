// Where the visitor writes. Enter sends, Shift and Enter begins a new line; what is written survives a change of page.
import { words } from "../text";
import { EmojiPicker } from "./EmojiPicker";
import { Icon } from "./Icon";
import { useView } from "./view";
import { observing, useLayoutEffect, useRef, useState } from "./observing";

/** The server's limit. */
const MOST_CHARACTERS = 20_000;

export const Composer = observing(function Composer() {
  const { session } = useView();
  const field = useRef<HTMLTextAreaElement | null>(null);
  const picker = useRef<HTMLInputElement | null>(null);
  const emojiButton = useRef<HTMLButtonElement | null>(null);
  const [isPicking, setPicking] = useState(false);
  const text = session.draft.value;
  const upload = session.upload.value;
  const isEmpty = text.trim() === "";

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight}px`;
  }, [text, session.isOpen.value]);

  const send = () => {
    if (isEmpty) return;
    session.send(text);
    session.typed("");
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // An Enter that ends the composing of a character isn't one to send.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const pick = (emoji: string) => {
    const { selectionStart = text.length, selectionEnd = text.length } = field.current ?? {};
    session.typed(text.slice(0, selectionStart) + emoji + text.slice(selectionEnd));
    setPicking(false);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(selectionStart + emoji.length, selectionStart + emoji.length);
    });
  };
  /** Chosen, pasted or dropped; text is none of ours. */
  const take = (event: Event, data: { files: FileList | null } | null) => {
    if (!data?.files?.length) return;
    event.preventDefault();
    session.sendFiles([...data.files]);
  };
  const stopPicking = () => {
    setPicking(false);
    emojiButton.current?.focus();
  };

  return (
    <form
      class="composer"
      onPaste={(event) => take(event, event.clipboardData)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => take(event, event.dataTransfer)}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {upload && (
        <p class={upload.problem ? "failed" : "meta"} role="status">
          {upload.name}: {upload.problem ?? words.value.sending}
        </p>
      )}
      {isPicking && <EmojiPicker onPick={pick} onLeave={stopPicking} />}
      <div class="field">
        <textarea
          ref={field}
          rows={1}
          dir={isEmpty ? undefined : "auto"}
          maxLength={MOST_CHARACTERS}
          aria-label={words.value.placeholder}
          placeholder={words.value.placeholder}
          value={text}
          enterkeyhint="send"
          onInput={(event) => session.typed(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <button
          ref={emojiButton}
          type="button"
          class="tool"
          aria-label={words.value.emoji}
          aria-expanded={isPicking}
          onClick={() => setPicking(!isPicking)}
        >
          <Icon name="emoji" />
        </button>
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            take(event, event.currentTarget);
            event.currentTarget.value = "";
          }}
        />
        <button
          type="button"
          class="tool"
          aria-label={words.value.attach}
          onClick={() => picker.current?.click()}
        >
          <Icon name="file" />
        </button>
        <button type="submit" class="send" aria-label={words.value.send} disabled={isEmpty}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
});
