// One labelled input with its help and its error, wired for screen readers.
import { type ComponentProps, type ReactNode, useId } from "react";
import { classes } from "./classes";

export const inputClass =
  "w-full rounded-lg border border-line-strong/80 bg-raised px-3 text-base text-ink shadow-card transition-colors hover:border-line-strong focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent disabled:opacity-60 aria-invalid:border-danger";

interface LabelledProps {
  label: string;
  help?: ReactNode;
  error?: string;
  isOptional?: ReactNode;
}

type InputFieldProps = LabelledProps & ComponentProps<"input">;

export function InputField({ label, help, error, isOptional, className, ...input }: InputFieldProps) {
  const id = useId();
  return (
    <Labelled id={id} label={label} help={help} error={error} isOptional={isOptional}>
      <input
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || help ? `${id}-help` : undefined}
        className={classes(inputClass, "h-9.5", className)}
      />
    </Labelled>
  );
}

export function TextField({
  label,
  help,
  error,
  isOptional,
  className,
  ...input
}: LabelledProps & ComponentProps<"textarea">) {
  const id = useId();
  return (
    <Labelled id={id} label={label} help={help} error={error} isOptional={isOptional}>
      <textarea
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || help ? `${id}-help` : undefined}
        className={classes(inputClass, "min-h-20 py-2", className)}
      />
    </Labelled>
  );
}

export function SelectField({
  label,
  help,
  error,
  isOptional,
  className,
  children,
  ...input
}: LabelledProps & ComponentProps<"select">) {
  const id = useId();
  return (
    <Labelled id={id} label={label} help={help} error={error} isOptional={isOptional}>
      <select
        {...input}
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || help ? `${id}-help` : undefined}
        className={classes(inputClass, "h-9.5", className)}
      >
        {children}
      </select>
    </Labelled>
  );
}

function Labelled({
  id,
  label,
  help,
  error,
  isOptional,
  children,
}: LabelledProps & { id: string; children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="text-sm font-semibold">
          {label}
        </label>
        {isOptional && <span className="text-faint text-xs">{isOptional}</span>}
      </div>
      {children}
      {(error || help) && (
        <p id={`${id}-help`} className={classes("text-xs", error ? "text-danger font-medium" : "text-faint")}>
          {error ?? help}
        </p>
      )}
    </div>
  );
}
