// Puts tags on a conversation and takes them off: what fits first, then what is typed, then what it has.
import { t } from "@lingui/core/macro";
import { Plus, Sparkles, X } from "lucide-react";
import type { Conversation } from "@/api/types";
import { useTagSuggestions } from "@/theo/tag_suggestions";
import { type Choice, Picker } from "@/ui/picker";
import { useActions } from "./actions";

interface TagPickerProps {
  isOpen: boolean;
  onClose: () => void;
  conversation: Conversation;
}

export function TagPicker({ isOpen, onClose, conversation }: TagPickerProps) {
  const { tags } = conversation;
  const { setTags } = useActions();
  const { suggested } = useTagSuggestions(conversation, isOpen);

  const choices: Choice[] = [
    ...suggested.map((tag, index) => ({
      id: `add-${index}`,
      group: t`Suggested by Theo`,
      label: tag,
      icon: <Sparkles size={16} />,
      run: () => setTags(conversation, [...tags, tag]),
    })),
    ...tags.map((tag, index) => ({
      id: `remove-${index}`,
      group: t`On this conversation`,
      label: tag,
      hint: t`take it off`,
      icon: <X size={16} />,
      run: () =>
        setTags(
          conversation,
          tags.filter((other) => other !== tag),
        ),
    })),
  ];

  function extra(typed: string): Choice[] {
    const tag = typed.toLowerCase();
    if (!tag || tags.includes(tag) || suggested.includes(tag)) return [];
    return [
      {
        id: "new",
        group: t`New`,
        label: t`Add the tag “${tag}”`,
        icon: <Plus size={16} />,
        run: () => setTags(conversation, [...tags, tag]),
      },
    ];
  }

  return (
    <Picker
      isOpen={isOpen}
      onClose={onClose}
      title={t`Tags`}
      placeholder={t`Add or take off a tag…`}
      choices={choices}
      extra={extra}
      empty={t`Type a tag.`}
    />
  );
}
