// Days, times and time zone of the team's hours.
import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";
import type { TheoHours } from "@/api/types";
import { InputField, SelectField } from "@/ui/field";
import { days, ownTimeZone, timeOf, timeZones } from "./hours";

interface HoursFieldsProps {
  hours: TheoHours | null;
  fields: Record<string, string>;
}

/** The first of January 2024 was a Monday. */
const dayName = (day: number) =>
  new Intl.DateTimeFormat(i18n.locale, { weekday: "short", timeZone: "UTC" }).format(Date.UTC(2024, 0, day));

export function HoursFields({ hours, fields }: HoursFieldsProps) {
  const chosen = hours?.time_zone ?? ownTimeZone();
  return (
    <div className="border-line grid gap-4 rounded-xl border p-4">
      <div role="group" aria-label={t`Days`} className="flex flex-wrap gap-x-5 gap-y-2.5">
        {days.map((day) => (
          <label key={day} className="flex items-center gap-2 text-sm">
            <input
              type="checkbox"
              name={`day_${day}`}
              className="accent-accent size-4"
              defaultChecked={hours ? hours.days.includes(day) : day <= 5}
            />
            {dayName(day)}
          </label>
        ))}
      </div>
      {fields.days && <p className="text-danger text-xs font-medium">{fields.days}</p>}
      <div className="grid gap-4 sm:grid-cols-[8rem_8rem_minmax(0,1fr)]">
        <InputField
          label={t`From`}
          name="from"
          type="time"
          required
          defaultValue={timeOf(hours?.from ?? 540)}
          error={fields.from}
        />
        <InputField
          label={t`Until`}
          name="to"
          type="time"
          required
          defaultValue={timeOf(hours?.to ?? 1020)}
          error={fields.to}
        />
        <SelectField label={t`Time zone`} name="time_zone" defaultValue={chosen} error={fields.time_zone}>
          {timeZones(chosen).map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </SelectField>
      </div>
      <p className="text-faint text-xs">{t`Until may be earlier than from: it then ends on the next day.`}</p>
    </div>
  );
}
