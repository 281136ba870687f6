// The life of a form: busy while it is sent, then done or refused, with the refusal's words per field.
import { type FormEvent, useState } from "react";
import { Failure } from "@/api/failure";

export interface Submit {
  isBusy: boolean;
  error: unknown;
  /** What the server said about each field. */
  fields: Record<string, string>;
  onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

/** `send` gets the form's values by name. */
export function useSubmit(
  send: (values: Record<string, string>, form: HTMLFormElement) => Promise<void>,
): Submit {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  async function submit(form: HTMLFormElement): Promise<void> {
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(form))
      if (typeof value === "string") values[name] = value.trim();
    setBusy(true);
    setError(null);
    try {
      await send(values, form);
    } catch (problem) {
      setError(problem);
    } finally {
      setBusy(false);
    }
  }

  return {
    isBusy,
    error,
    fields: error instanceof Failure ? error.fields : {},
    onSubmit(event) {
      event.preventDefault();
      void submit(event.currentTarget);
    },
  };
}
