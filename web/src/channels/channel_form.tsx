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
  /** With the id of what was saved. */
  onSaved: (id: string) => void;
}

export function ChannelForm({ kind, channel, onSaved }: ChannelFormProps) {
  const client = useQueryClient();
  const known: Config = channel?.config ?? {};
  const { isBusy, error, fields, onSubmit } = useSubmit(async (values) => {
    // The document says only that it is an object; its fields are the kind's.
    const config = configOf(kind.fields, values) as Channel["config"];
    const { id } = await must(
      channel
        ? api.PATCH("/api/v1/channels/{channel_id}", {
            params: { path: { channel_id: channel.id } },
            body: { config },
          })
        : api.POST("/api/v1/channels/", { body: { type: kind.type, config } as NewChannel }),
    );
    await client.invalidateQueries({ queryKey: channelsQuery.queryKey });
    say(channel ? t`Saved` : t`${channelName(kind.type)} is connected`);
    onSaved(id);
  });

  return (
    <form onSubmit={onSubmit} className="grid max-w-xl gap-4">
      <FormProblem error={error} />
      {kind.fields.map((field) => (
        <ConfigField key={field.name} field={field} path={field.name} config={known} errors={fields} />
      ))}
      <div>
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
    .replace(/\b(id|sid|imap|smtp|tls|api|url|ca)\b/g, (word) => word.toUpperCase());
  return words.charAt(0).toUpperCase() + words.slice(1);
}
