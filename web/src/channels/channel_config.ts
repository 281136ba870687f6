// Between a channel's config and the flat values of its form: "imap.host" is config.imap.host. Pure.
import type { ChannelField } from "@/api/types";

export type Config = Record<string, unknown>;

export function configValue(config: Config, path: string): unknown {
  let value: unknown = config;
  for (const step of path.split(".")) {
    value = typeof value === "object" && value !== null ? (value as Config)[step] : undefined;
  }
  return value;
}

/** The config that the form's values make. Empty fields are left out, and so are objects with nothing in them. */
export function configOf(fields: ChannelField[], values: Record<string, string>, prefix = ""): Config {
  const config: Config = {};
  for (const field of fields) {
    const path = prefix + field.name;
    if (field.kind === "object") {
      // Untouched, its defaults alone would make it look filled in.
      const isTouched = field.fields.some(
        (inner) => inner.default === undefined && (values[`${path}.${inner.name}`] ?? "") !== "",
      );
      if (isTouched) config[field.name] = configOf(field.fields, values, `${path}.`);
      continue;
    }
    const text = values[path] ?? "";
    if (field.kind === "flag") config[field.name] = text === "on";
    else if (text === "") continue;
    else config[field.name] = field.kind === "port" ? Number(text) : text;
  }
  return config;
}
