// On which channels and in which hours Theo may answer by himself.
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { useQuery } from "@tanstack/react-query";
import { incomplete } from "@/api/failure";
import type { ChannelType } from "@/api/types";
import { channelsQuery } from "@/channels/queries";
import { ChannelIcon, channelName } from "@/ui/channel_icon";
import { SelectField } from "@/ui/field";
import { useSubmit } from "@/ui/use_submit";
import { HoursFields } from "./hours_fields";
import { hoursOf } from "./hours";
import { useSaveSettings } from "./queries";
import { type PartProps, SettingsForm } from "./settings_form";

const types: ChannelType[] = ["widget", "email", "whatsapp", "telegram", "instagram", "x", "sms"];

export function WhereAndWhen({ settings, isLead }: PartProps) {
  const save = useSaveSettings();
  const channels = useQuery(channelsQuery).data ?? [];
  const [where, setWhere] = useState(settings.channels ? "some" : "all");
  const [when, setWhen] = useState<string>(settings.hours?.when ?? "always");
  const form = useSubmit(async (values) => {
    const chosen = types.filter((type) => values[`channel_${type}`] === "on");
    const hours = hoursOf(when, values);
    const missing = {
      ...(where === "some" && chosen.length === 0 && { channels: t`Choose at least one.` }),
      ...(hours?.days.length === 0 && { days: t`Choose at least one day.` }),
    };
    if (Object.keys(missing).length > 0) throw incomplete(missing);
    await save({ channels: where === "all" ? null : chosen, hours });
  });
  // What is set stays to be seen, also where its channel is gone.
  const offered = types.filter(
    (type) => settings.channels?.includes(type) || channels.some((one) => one.type === type),
  );
  return (
    <SettingsForm
      title={t`Where and when`}
      lead={t`Where he may answer by himself. Agents can ask him for drafts everywhere and always.`}
      isLead={isLead}
      form={form}
    >
      <SelectField
        label={t`Channels`}
        value={where}
        onChange={(event) => setWhere(event.target.value)}
        error={form.fields.channels}
        className="max-w-80"
      >
        <option value="all">{t`On every channel`}</option>
        <option value="some">{t`Only on these`}</option>
      </SelectField>
      {where === "some" && (
        <div role="group" aria-label={t`Only on these`} className="flex flex-wrap gap-x-6 gap-y-2.5">
          {offered.map((type) => (
            <label key={type} className="flex items-center gap-2 text-sm">
              <input
                type="checkbox"
                name={`channel_${type}`}
                className="accent-accent size-4"
                defaultChecked={settings.channels?.includes(type)}
              />
              <ChannelIcon type={type} />
              {channelName(type)}
            </label>
          ))}
        </div>
      )}
      <SelectField
        label={t`Hours`}
        value={when}
        onChange={(event) => setWhen(event.target.value)}
        error={form.fields.hours}
        className="max-w-80"
      >
        <option value="always">{t`Always`}</option>
        <option value="outside">{t`Outside of our hours`}</option>
        <option value="inside">{t`In our hours`}</option>
      </SelectField>
      {when !== "always" && <HoursFields hours={settings.hours ?? null} fields={form.fields} />}
    </SettingsForm>
  );
}
