// Who is it? Asked before the first message, if the owner wants it.
import type { Customer } from "../wire";
import { words } from "../text";
import { Field, problemOf } from "./Field";
import { observing, useState } from "./observing";
import { useView } from "./view";

export const PreChat = observing(function PreChat() {
  const { session, focusAsked } = useView();
  const fields = session.look.value.preChat;
  const [answers, setAnswers] = useState<Customer>({ ...session.person.value.profile });
  const [isChecked, setChecked] = useState(false);
  const problems = fields.map(({ name, required }) => problemOf(name, answers[name] ?? "", required));

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    const wrong = fields[problems.findIndex(Boolean)];
    if (wrong) {
      (event.currentTarget as HTMLFormElement).querySelector<HTMLElement>(`[name=${wrong.name}]`)?.focus();
      return;
    }
    session.introduce(answers);
    focusAsked.value += 1;
  };

  return (
    <form class="prechat" onSubmit={submit} noValidate>
      <h3>{words.value.preChatTitle}</h3>
      <p>{words.value.preChatNote}</p>
      {fields.map(({ name, required }, at) => (
        <Field
          key={name}
          name={name}
          isRequired={required}
          value={answers[name] ?? ""}
          problem={isChecked ? (problems[at] ?? null) : null}
          onAnswer={(answer) => setAnswers({ ...answers, [name]: answer })}
        />
      ))}
      <button type="submit" class="primary">
        {words.value.begin}
      </button>
    </form>
  );
});
