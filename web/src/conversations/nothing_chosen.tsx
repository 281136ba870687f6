// The middle of the inbox before a conversation is chosen: the keys worth knowing.
import { t } from "@lingui/core/macro";
import { Keys } from "@/ui/keys";
import { Mark } from "@/ui/logo";
import { type Command, keysOf } from "./keymap";

export function NothingChosen() {
  const hints: [Command, string][] = [
    ["next", t`Next conversation`],
    ["reply", t`Reply`],
    ["resolve", t`Resolve`],
    ["palette", t`Do anything`],
    ["help", t`All keys`],
  ];
  return (
    <div className="flex h-full flex-col items-center justify-center gap-6 p-8">
      <Mark size={44} />
      <p className="font-display text-lg font-semibold">{t`Choose a conversation`}</p>
      <dl className="grid grid-cols-[auto_auto] items-center gap-x-10 gap-y-2.5 text-sm">
        {hints.map(([command, label]) => (
          <div key={command} className="contents">
            <dt className="text-soft">{label}</dt>
            <dd className="justify-self-end">
              <Keys keys={keysOf(command)} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
