// Where can we answer somebody who won't wait? Asked when the team is away and no address is known.
import { words } from "../text";
import { Field, problemOf } from "./Field";
import { observing, useState } from "./observing";
import { useView } from "./view";

export const EmailCard = observing(function EmailCard() {
  const { session } = useView();
  const [email, setEmail] = useState("");
  const [isChecked, setChecked] = useState(false);
  const problem = problemOf("email", email, true);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (problem) setChecked(true);
    else session.leaveEmail(email.trim(), words.value.emailWords.replace("{email}", email.trim()));
  };

  return (
    <form class="card" onSubmit={submit} noValidate>
      <h3>{words.value.emailTitle}</h3>
      <Field name="email" isRequired value={email} problem={isChecked ? problem : null} onAnswer={setEmail} />
      <div class="choices">
        <button type="submit" class="primary">
          {words.value.emailSend}
        </button>
        <button type="button" class="quiet" onClick={session.declineEmail}>
          {words.value.notNow}
        </button>
      </div>
    </form>
  );
});
