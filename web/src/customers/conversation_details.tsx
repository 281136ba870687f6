// What this conversation is beside its messages: priority, tags, times.
import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { useState } from "react";
import type { Conversation, Priority } from "@/api/types";
import { useActions } from "@/conversations/actions";
import { priorityName } from "@/conversations/words";
import { TagSuggestions } from "@/theo/tag_suggestions";
import { useMember } from "@/team/members";
import { fullTime, span } from "@/time";
import { Line } from "./panel_parts";

const priorities: Priority[] = ["low", "normal", "high", "urgent"];

export function ConversationDetails({ conversation }: { conversation: Conversation }) {
  const actions = useActions();
  const assignee = useMember(conversation.assignee_id);
  const { created_at, first_response_at } = conversation;
  return (
    <>
      <Line label={t`Assignee`}>{assignee?.name ?? <span className="text-faint">{t`Nobody`}</span>}</Line>
      <Line label={t`Priority`}>
        <select
          aria-label={t`Priority`}
          value={conversation.priority}
          onChange={(event) => actions.setPriority(conversation, event.target.value as Priority)}
          className="hover:bg-hover text-ink -ml-2 h-7 rounded-md bg-transparent px-1 text-sm [&>option]:bg-raised"
        >
          {priorities.map((priority) => (
            <option key={priority} value={priority}>
              {priorityName(priority)}
            </option>
          ))}
        </select>
      </Line>
      <Line label={t`Tags`}>
        <Tags tags={conversation.tags} onChange={(tags) => actions.setTags(conversation, tags)} />
        <TagSuggestions
          key={conversation.id}
          conversation={conversation}
          onAdd={(tag) => actions.setTags(conversation, [...conversation.tags, tag])}
        />
      </Line>
      <Line label={t`Number`}>
        <span className="tabular">#{conversation.number}</span>
      </Line>
      <Line label={t`Began`}>{fullTime(created_at)}</Line>
      <Line label={t`First answer`}>
        {first_response_at ? (
          t`after ${span(Date.parse(first_response_at) - Date.parse(created_at))}`
        ) : (
          <span className="text-faint">{t`not yet`}</span>
        )}
      </Line>
    </>
  );
}

function Tags({ tags, onChange }: { tags: string[]; onChange: (tags: string[]) => void }) {
  const [typed, setTyped] = useState("");

  function add(): void {
    const tag = typed.trim().toLowerCase();
    setTyped("");
    if (tag && !tags.includes(tag)) onChange([...tags, tag]);
  }

  return (
    <span className="flex flex-wrap items-center gap-1 py-0.5">
      {tags.map((tag) => (
        <span key={tag} className="bg-hover inline-flex h-6 items-center rounded-md pl-2 text-xs font-medium">
          {tag}
          <button
            type="button"
            aria-label={t`Remove the tag ${tag}`}
            onClick={() => onChange(tags.filter((other) => other !== tag))}
            className="text-faint hover:text-ink inline-flex size-6 items-center justify-center rounded-md"
          >
            <X size={12} />
          </button>
        </span>
      ))}
      <input
        aria-label={t`Add a tag`}
        placeholder={tags.length === 0 ? t`Add` : "+"}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key === "Enter") add();
          if (event.key === "Backspace" && typed === "" && tags.length > 0) onChange(tags.slice(0, -1));
        }}
        className="hover:bg-hover focus:bg-raised focus:outline-accent -ml-2 h-6 w-16 grow rounded-md bg-transparent px-2 text-xs focus:outline-2 focus:-outline-offset-1 only:ml-[-0.5rem]"
      />
    </span>
  );
}
