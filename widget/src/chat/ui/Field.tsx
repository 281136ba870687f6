// One line to fill in, with what is wrong with it.
import { words } from "../text";
import type { FieldName } from "../design";
import { isEmail } from "../visitor";
import { observing } from "./observing";

export type Problem = "required" | "badEmail" | null;

const KINDS = {
  name: { type: "text", autoComplete: "name" },
  email: { type: "email", autoComplete: "email" },
  phone: { type: "tel", autoComplete: "tel" },
} as const;

export function problemOf(name: FieldName, answer: string, isRequired: boolean): Problem {
  if (answer.trim() === "") return isRequired ? "required" : null;
  return name === "email" && !isEmail(answer) ? "badEmail" : null;
}

interface Props {
  name: FieldName;
  value: string;
  problem: Problem;
  isRequired: boolean;
  onAnswer(answer: string): void;
}

export const Field = observing(function Field({ name, value, problem, isRequired, onAnswer }: Props) {
  const label = name === "email" ? words.value.emailLabel : words.value[name];
  return (
    <label>
      <span>
        {label}
        {!isRequired && <small> ({words.value.optional})</small>}
      </span>
      <input
        {...KINDS[name]}
        name={name}
        required={isRequired}
        aria-invalid={problem !== null}
        aria-describedby={problem ? `wrong-${name}` : undefined}
        value={value}
        onInput={(event) => onAnswer(event.currentTarget.value)}
      />
      {problem && (
        <em id={`wrong-${name}`} role="alert">
          {words.value[problem]}
        </em>
      )}
    </label>
  );
});
