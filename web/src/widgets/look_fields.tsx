// The fields of a widget's design, shared by the designer and by onboarding.
import { t } from "@lingui/core/macro";
import { useId } from "react";
import { classes } from "@/ui/classes";
import { InputField, inputClass } from "@/ui/field";
import { SwitchRow } from "@/ui/switch";
import { isColor, type Look } from "./look";

interface LookFieldsProps {
  look: Look;
  errors: Record<string, string>;
  onChange: (change: Partial<Look>) => void;
  /** Onboarding asks for the least. */
  isShort?: boolean;
}

const colors = ["#0F5C4C", "#7650FF", "#1D4ED8", "#0E7490", "#B91C4B", "#C2410C", "#A16207", "#18181B"];

export function LookFields({ look, errors, onChange, isShort }: LookFieldsProps) {
  return (
    <div className="grid gap-4">
      <InputField
        label={t`Your site's domain`}
        placeholder="shop.example"
        value={look.domain}
        required
        autoFocus={isShort}
        onChange={(event) => onChange({ domain: event.target.value })}
        error={errors.domain}
        help={t`Only its pages, and those of its subdomains, may show this widget.`}
      />
      <InputField
        label={t`Name`}
        value={look.name}
        required
        onChange={(event) => onChange({ name: event.target.value })}
        error={errors.name}
        help={t`Stands at the top of the chat.`}
      />
      <InputField
        label={t`Greeting`}
        value={look.welcome_heading}
        required
        onChange={(event) => onChange({ welcome_heading: event.target.value })}
        error={errors.welcome_heading}
      />
      <InputField
        label={t`Line below it`}
        value={look.welcome_tagline}
        placeholder={t`We usually answer within an hour.`}
        onChange={(event) => onChange({ welcome_tagline: event.target.value })}
        error={errors.welcome_tagline}
      />
      <ColorField
        color={look.primary_color}
        error={errors.primary_color}
        onChange={(primary_color) => onChange({ primary_color })}
      />
      {!isShort && (
        <InputField
          label={t`Logo`}
          type="url"
          placeholder="https://"
          value={look.logo_url}
          isOptional={t`optional`}
          onChange={(event) => onChange({ logo_url: event.target.value })}
          error={errors.logo_url}
          help={t`The address of a square picture.`}
        />
      )}
      <div className="divide-line border-line divide-y rounded-xl border px-4">
        {!isShort && (
          <SwitchRow
            label={t`Show who is online`}
            help={t`A green dot while somebody of the team is live.`}
            isOn={look.show_online_badge}
            onChange={(show_online_badge) => onChange({ show_online_badge })}
          />
        )}
        <SwitchRow
          label={t`Allow localhost`}
          help={t`So that you can try it on your own machine.`}
          isOn={look.allow_localhost}
          onChange={(allow_localhost) => onChange({ allow_localhost })}
        />
      </div>
    </div>
  );
}

function ColorField({
  color,
  error,
  onChange,
}: {
  color: string;
  error?: string;
  onChange: (color: string) => void;
}) {
  const id = useId();
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {t`Colour`}
      </label>
      <div className="flex flex-wrap items-center gap-2">
        {colors.map((one) => (
          <button
            key={one}
            type="button"
            aria-label={t`Colour ${one}`}
            aria-pressed={one.toLowerCase() === color.toLowerCase()}
            onClick={() => onChange(one)}
            className={classes(
              "border-line-strong size-7 rounded-full border",
              one.toLowerCase() === color.toLowerCase() && "outline-accent outline-2 outline-offset-2",
            )}
            style={{ background: one }}
          />
        ))}
        <input
          id={id}
          value={color}
          maxLength={7}
          spellCheck={false}
          aria-invalid={error || !isColor(color) ? true : undefined}
          onChange={(event) => onChange(event.target.value)}
          className={classes(inputClass, "tabular h-8 !w-24 font-mono !text-sm")}
        />
      </div>
      {error && <p className="text-danger text-xs font-medium">{error}</p>}
    </div>
  );
}
