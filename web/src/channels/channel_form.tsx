// Connects a channel or changes one. The fields are the server's own list, so that a new kind needs nothing here.
import { useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { api, must } from "@/api/client";
import type { Channel, ChannelField, ChannelKind, NewChannel } from "@/api/types";
import { Button } from "@/ui/button";
import { InputField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { say } from "@/ui/toasts";
import { useSubmit } from "@/ui/use_submit";
import { channelName } from "@/ui/channel_icon";
import { type Config, configOf, configValue } from "./channel_config";
import { channelsQuery } from "./queries";

interface ChannelFormProps {
  kind: ChannelKind;
  channel: Channel | null;
  onDone: () => void;
}

export function ChannelForm({ kind, channel, onDone }: ChannelFormProps) {
  const client = useQueryClient();
  const known: Config = channel?.config ?? {};
  const instructions = configValue(known, "_meta_setup_instructions") as Record<string, string> | undefined;
  const { isBusy, error, fields, onSubmit } = useSubmit(async (values) => {
    // The document says only that it is an object; its fields are the kind's.
    const config = configOf(kind.fields, values) as Channel["config"];
    if (channel) {
      await must(
        api.PATCH("/api/v1/channels/{channel_id}", {
          params: { path: { channel_id: channel.id } },
          body: { config },
        }),
      );
    } else {
      await must(api.POST("/api/v1/channels/", { body: { type: kind.type, config } as NewChannel }));
    }
    await client.invalidateQueries({ queryKey: channelsQuery.queryKey });
    say(channel ? t`Saved` : t`${channelName(kind.type)} is connected`);
    onDone();
  });

  return (
    <form onSubmit={onSubmit} className="flex min-h-0 flex-col">
      <div className="grid min-h-0 gap-4 overflow-y-auto px-6 pt-4 pb-2">
        <FormProblem error={error} />
        {kind.fields.map((field) => (
          <ConfigField key={field.name} field={field} path={field.name} config={known} errors={fields} />
        ))}
        {channel?.callback_url && !instructions && (
          <dl className="bg-sunken grid gap-1 rounded-lg p-4 text-sm">
            <dt className="font-semibold">{t`Messages are posted to`}</dt>
            <dd className="font-mono text-xs break-all select-all">{channel.callback_url}</dd>
          </dl>
        )}
        {instructions && (
          <dl className="bg-sunken grid gap-2 rounded-lg p-4 text-sm">
            <p className="font-semibold">{t`Enter these at Meta`}</p>
            {Object.entries(instructions).map(([name, value]) => (
              <div key={name}>
                <dt className="text-faint text-xs">{name}</dt>
                <dd className="font-mono text-xs break-all select-all">{value}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <div className="flex justify-end gap-2 px-6 pt-3 pb-5">
        <Button onClick={onDone}>{t`Cancel`}</Button>
        <Button type="submit" weight="primary" isBusy={isBusy}>
          {channel ? t`Save` : t`Connect`}
        </Button>
      </div>
    </form>
  );
}

interface ConfigFieldProps {
  field: ChannelField;
  path: string;
  config: Config;
  errors: Record<string, string>;
}

function ConfigField({ field, path, config, errors }: ConfigFieldProps) {
  if (field.kind === "object") {
    return (
      <fieldset className="border-line grid gap-3 rounded-xl border p-4">
        <legend className="px-1 text-sm font-semibold">{title(field.name)}</legend>
        <p className="text-faint -mt-2 text-xs">{field.help}</p>
        {field.fields.map((inner) => (
          <ConfigField
            key={inner.name}
            field={inner}
            path={`${path}.${inner.name}`}
            config={config}
            errors={errors}
          />
        ))}
      </fieldset>
    );
  }
  const value = configValue(config, path) ?? field.default;
  if (field.kind === "flag") {
    return (
      <label className="flex items-center gap-2.5 text-sm font-semibold">
        <input type="checkbox" name={path} defaultChecked={value === true} className="size-4" />
        {title(field.name)}
        <span className="text-faint font-normal">{field.help}</span>
      </label>
    );
  }
  const types = {
    text: "text",
    email: "email",
    phone: "tel",
    sender: "text",
    handle: "text",
    host: "text",
    port: "number",
  } as const;
  return (
    <InputField
      label={title(field.name)}
      name={path}
      type={types[field.kind]}
      help={field.help}
      required={field.required && !path.includes(".")}
      isOptional={field.required ? undefined : t`optional`}
      defaultValue={value === undefined || value === null ? "" : String(value)}
      autoComplete="off"
      error={errors[field.name]}
      className={field.secret ? "font-mono" : undefined}
    />
  );
}

function title(name: string): string {
  const words = name
    .replaceAll("_", " ")
    .replace(/\bid\b/, "ID")
    .replace(/\b(imap|smtp|tls|api)\b/g, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}
