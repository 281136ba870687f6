// Who is it? Asked before the first message, if the owner wants it.
import { useState } from "preact/hooks";
import type { PreChatField } from "../design";
import { words } from "../text";
import { isEmail } from "../visitor";
import { useView } from "./view";
import { observing } from "./observing";

const KINDS = {
  name: { type: "text", autoComplete: "name" },
  email: { type: "email", autoComplete: "email" },
  phone: { type: "tel", autoComplete: "tel" },
} as const;

type Answers = Partial<Record<PreChatField["name"], string>>;

/** What is wrong with an answer, or null. */
function wrong(field: PreChatField, answer: string): "required" | "badEmail" | null {
  if (answer === "") return field.required ? "required" : null;
  return field.name === "email" && !isEmail(answer) ? "badEmail" : null;
}

export const PreChat = observing(function PreChat() {
  const { session, focusAsked } = useView();
  const fields = session.look.value.preChat;
  const [answers, setAnswers] = useState<Answers>({ ...session.person.value.profile });
  const [isChecked, setChecked] = useState(false);
  const said = (field: PreChatField) => answers[field.name]?.trim() ?? "";

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    const first = fields.find((field) => wrong(field, said(field)));
    if (first) {
      (event.currentTarget as HTMLFormElement).querySelector<HTMLElement>(`[name=${first.name}]`)?.focus();
      return;
    }
    session.introduce(Object.fromEntries(fields.map((field) => [field.name, said(field)]).filter(([, text]) => text)));
    focusAsked.value += 1;
  };

  return (
    <form class="prechat" onSubmit={submit} noValidate>
      <h3>{words.value.preChatTitle}</h3>
      <p>{words.value.preChatNote}</p>
      {fields.map((field) => {
        const problem = isChecked ? wrong(field, said(field)) : null;
        const label = field.name === "email" ? words.value.emailLabel : words.value[field.name];
        return (
          <label key={field.name}>
            <span>
              {label}
              {!field.required && <small> ({words.value.optional})</small>}
            </span>
            <input
              name={field.name}
              {...KINDS[field.name]}
              required={field.required}
              aria-invalid={problem !== null}
              aria-describedby={problem ? `wrong-${field.name}` : undefined}
              value={answers[field.name] ?? ""}
              onInput={(event) => setAnswers({ ...answers, [field.name]: event.currentTarget.value })}
            />
            {problem && (
              <em id={`wrong-${field.name}`} role="alert">
                {words.value[problem]}
              </em>
            )}
          </label>
        );
      })}
      <button type="submit" class="primary">
        {words.value.begin}
      </button>
    </form>
  );
});
