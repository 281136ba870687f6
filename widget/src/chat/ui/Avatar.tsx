// The face of the team: the owner's logo, or our own sign where there is none or it can't be shown. Theo has a sign of his own.
import { Bounce, Icon } from "./Icon";
import { useView } from "./view";
import { observing, useState } from "./observing";

export const Avatar = observing(function Avatar({
  withBadge = false,
  isTheo = false,
}: {
  withBadge?: boolean;
  isTheo?: boolean;
}) {
  const { session } = useView();
  const { logo, showOnline } = session.look.value;
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <span class="avatar" aria-hidden="true">
      {isTheo ? (
        <Icon name="theo" />
      ) : logo && logo !== broken ? (
        <img
          src={logo}
          alt=""
          referrerpolicy="no-referrer"
          decoding="async"
          onError={() => setBroken(logo)}
        />
      ) : (
        <Bounce />
      )}
      {withBadge && showOnline && !session.isAway.value && <span class="dot" />}
    </span>
  );
});
