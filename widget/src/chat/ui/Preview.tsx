// What did the team answer while the chat was closed? The beginning of it, beside the launcher.
import { plain } from "../markdown";
import { words } from "../text";
import { Avatar } from "./Avatar";
import { Icon } from "./Icon";
import { useView } from "./view";
import { observing } from "./observing";

export const Preview = observing(function Preview() {
  const view = useView();
  const message = view.preview.value;
  return (
    <div role="status">
      {message && (
        <div class="preview">
          <button type="button" class="excerpt" onClick={view.open}>
            <Avatar isTheo={message.sender === "ai"} />
            <span>
              <strong>
                {message.sender === "ai"
                  ? words.value.theo
                  : (message.senderName ?? (view.session.look.value.name || words.value.team))}
              </strong>
              <span dir="auto">{plain(message.text) || message.attachments[0]?.filename}</span>
              <span class="unseen">{words.value.reply}</span>
            </span>
          </button>
          <button
            type="button"
            class="tool"
            aria-label={words.value.dismiss}
            onClick={() => view.dismiss(message.number)}
          >
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
});
