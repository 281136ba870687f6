// Where can we answer somebody who won't wait? Asked when the team is away and no address is known.
import { useState } from "preact/hooks";
import { words } from "../text";
import { isEmail } from "../visitor";
import { useView } from "./view";
import { observing } from "./observing";

export const EmailCard = observing(function EmailCard() {
  const { session } = useView();
  const [email, setEmail] = useState("");
  const [isWrong, setWrong] = useState(false);

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!isEmail(email)) return setWrong(true);
    session.leaveEmail(email.trim(), words.value.emailWords.replace("{email}", email.trim()));
  };

  return (
    <form class="card" onSubmit={submit} noValidate>
      <h3>{words.value.emailTitle}</h3>
      <input
        type="email"
        autoComplete="email"
        aria-label={words.value.emailLabel}
        placeholder={words.value.emailLabel}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? "wrong-address" : undefined}
        value={email}
        onInput={(event) => {
          setEmail(event.currentTarget.value);
          setWrong(false);
        }}
      />
      {isWrong && (
        <em id="wrong-address" role="alert">
          {words.value.badEmail}
        </em>
      )}
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
