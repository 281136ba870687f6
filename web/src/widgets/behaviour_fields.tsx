// What happens in the widget: what is asked and offered first, and what is said while nobody is there.
import { t } from "@lingui/core/macro";
import { SelectField, TextField } from "@/ui/field";
import { SwitchRow } from "@/ui/switch";
import { type Asked, askable, languages, type Look } from "./look";

interface BehaviourFieldsProps {
  look: Look;
  onChange: (change: Partial<Look>) => void;
}

export function BehaviourFields({ look, onChange }: BehaviourFieldsProps) {
  const names = new Intl.DisplayNames(undefined, { type: "language" });
  const asking: Record<Asked, string> = {
    name: t`Ask for the name`,
    email: t`Ask for the e-mail address`,
    phone: t`Ask for the phone number`,
  };
  return (
    <div className="grid gap-4">
      <TextField
        label={t`First questions`}
        isOptional={t`optional`}
        placeholder={t`Where is my order?`}
        value={look.starters}
        onChange={(event) => onChange({ starters: event.target.value })}
        help={t`One a line, up to four. A customer sends one with a click.`}
      />
      <div className="divide-line border-line divide-y rounded-xl border px-4">
        {askable.map((asked) => (
          <SwitchRow
            key={asked}
            label={asking[asked]}
            help={asked === "name" ? t`Before the first message.` : undefined}
            isOn={look.asks.includes(asked)}
            onChange={(isOn) =>
              onChange({
                asks: askable.filter((one) => (one === asked ? isOn : look.asks.includes(one))),
              })
            }
          />
        ))}
        <SwitchRow
          label={t`Sound`}
          help={t`A soft note when you answer. Customers can turn it off themselves.`}
          isOn={look.sound}
          onChange={(sound) => onChange({ sound })}
        />
        <SwitchRow
          label={t`We are away`}
          help={t`For holidays: says so, whoever is live, and asks for an e-mail address.`}
          isOn={look.away}
          onChange={(away) => onChange({ away })}
        />
      </div>
      <TextField
        label={t`What to say while nobody is there`}
        isOptional={t`optional`}
        value={look.away_message}
        maxLength={500}
        placeholder={t`We are back tomorrow at nine and answer by mail.`}
        onChange={(event) => onChange({ away_message: event.target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <SelectField
          label={t`Corner`}
          value={look.position}
          onChange={(event) => onChange({ position: event.target.value as Look["position"] })}
        >
          <option value="">{t`Where lines end`}</option>
          <option value="right">{t`Right`}</option>
          <option value="left">{t`Left`}</option>
        </SelectField>
        <SelectField
          label={t`Theme`}
          value={look.theme}
          onChange={(event) => onChange({ theme: event.target.value as Look["theme"] })}
        >
          <option value="auto">{t`The visitor’s`}</option>
          <option value="light">{t`Light`}</option>
          <option value="dark">{t`Dark`}</option>
        </SelectField>
        <SelectField
          label={t`Language`}
          value={look.language}
          onChange={(event) => onChange({ language: event.target.value as Look["language"] })}
        >
          <option value="">{t`The page’s`}</option>
          {languages.map((language) => (
            <option key={language} value={language}>
              {names.of(language)}
            </option>
          ))}
        </SelectField>
      </div>
    </div>
  );
}
