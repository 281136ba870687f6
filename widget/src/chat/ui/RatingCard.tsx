// How was it? Shown when the server asks; the answer goes to the server and to the page's own `rating` handler.
import { words } from "../text";
import { Icon } from "./Icon";
import { useView } from "./view";
import { observing, useState } from "./observing";

const FACES = ["😞", "😕", "😐", "😊", "😍"];

export const RatingCard = observing(function RatingCard() {
  const { session } = useView();
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const names = [
    words.value.rating1,
    words.value.rating2,
    words.value.rating3,
    words.value.rating4,
    words.value.rating5,
  ];
  const isDone = session.rating.value?.score !== null;

  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    session.rate(score, comment.trim());
  };

  return (
    <form class="card rating" onSubmit={submit}>
      <button type="button" class="tool" aria-label={words.value.dismiss} onClick={session.dismissRating}>
        <Icon name="close" />
      </button>
      <h3>{isDone ? words.value.ratingThanks : words.value.ratingTitle}</h3>
      {!isDone && (
        <>
          <div class="faces" role="radiogroup" aria-label={words.value.ratingTitle}>
            {FACES.map((face, at) => (
              <label key={face} title={names[at]}>
                <input
                  type="radio"
                  name="score"
                  aria-label={names[at]}
                  checked={score === at + 1}
                  onChange={() => setScore(at + 1)}
                />
                <span aria-hidden="true">{face}</span>
              </label>
            ))}
          </div>
          {score > 0 && (
            <>
              <textarea
                rows={2}
                maxLength={1000}
                aria-label={words.value.ratingComment}
                placeholder={words.value.ratingComment}
                value={comment}
                onInput={(event) => setComment(event.currentTarget.value)}
              />
              <button type="submit" class="primary">
                {words.value.send}
              </button>
            </>
          )}
        </>
      )}
    </form>
  );
});
