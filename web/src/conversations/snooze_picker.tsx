// Until when this conversation shall be out of sight.
import { t } from "@lingui/core/macro";
import { AlarmClock } from "lucide-react";
import type { Conversation } from "@/api/types";
import { fullTime } from "@/time";
import { Picker } from "@/ui/picker";
import { useNow } from "@/ui/screen";
import { useActions } from "./actions";
import { type SnoozeTime, snoozeTimes } from "./snooze";

interface SnoozePickerProps {
  isOpen: boolean;
  onClose: () => void;
  conversation: Conversation;
}

export function SnoozePicker({ isOpen, onClose, conversation }: SnoozePickerProps) {
  const { snooze } = useActions();
  const choices = snoozeTimes(new Date(useNow())).map(({ id, at }) => ({
    id,
    label: name(id),
    hint: fullTime(at.toISOString()),
    icon: <AlarmClock size={16} />,
    run: () => snooze(conversation, at),
  }));
  return (
    <Picker
      isOpen={isOpen}
      onClose={onClose}
      title={t`Snooze`}
      placeholder={t`Snooze until…`}
      choices={choices}
    />
  );
}

function name(id: SnoozeTime["id"]): string {
  return {
    hour: t`In an hour`,
    three_hours: t`In three hours`,
    tonight: t`This evening`,
    tomorrow: t`Tomorrow morning`,
    monday: t`Monday morning`,
    week: t`In a week`,
  }[id];
}
