// What may answer without anybody being asked? Articles, and a field to look for others; nothing where there are none.
import { words } from "../text";
import { Icon } from "./Icon";
import { useView } from "./view";
import { observing } from "./observing";

export const Help = observing(function Help() {
  const { articles, sought, isFound, seek } = useView().session.help;
  const found = articles.value;
  if (!found) return null;
  return (
    // Around it is a log, of which every line would be read out.
    <div class="help" role="search" aria-live="off">
      <div class="find">
        <Icon name="search" />
        <input
          aria-label={words.value.find}
          placeholder={words.value.find}
          enterkeyhint="search"
          maxLength={500}
          value={sought.value}
          onInput={(event) => seek(event.currentTarget.value)}
        />
      </div>
      <p class={found.length > 0 ? "unseen" : "nothing"} role="status">
        {isFound.value &&
          (found.length > 0 ? `${words.value.articles}: ${found.length}` : words.value.nothing)}
      </p>
      {found.length > 0 && (
        <ul aria-label={words.value.articles}>
          {found.map(({ title, excerpt, url }) => (
            <li key={url}>
              <a href={url} target="_blank" rel="noopener" dir="auto">
                <strong>{title}</strong>
                {isFound.value && <span>{excerpt}</span>}
                <span class="unseen">({words.value.newTab})</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
});
