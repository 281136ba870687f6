// All keys on one page.
import { t } from "@lingui/core/macro";
import { Modal } from "@/ui/dialog";
import { Keys } from "@/ui/keys";
import { type Command, isMac, keysOf } from "./keymap";

export function KeyHelp({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const mod = isMac() ? "⌘" : "Ctrl";
  const groups: [string, [Command | string[], string][]][] = [
    [
      t`Move`,
      [
        ["next", t`Next conversation`],
        ["previous", t`Previous conversation`],
        ["search", t`Search`],
        ["palette", t`Do anything`],
        ["go_mine", t`Go to Mine`],
        ["go_unassigned", t`Go to Unassigned`],
        ["go_all", t`Go to Everything`],
        ["go_handed_over", t`Go to Handed over`],
        ["go_settings", t`Go to settings`],
      ],
    ],
    [
      t`Write`,
      [
        ["reply", t`Reply`],
        ["note", t`Note to the team`],
        [[mod, "Enter"], t`Send`],
        [[mod, "⇧", "Enter"], t`Send and resolve`],
        [["Esc"], t`Leave the text`],
      ],
    ],
    [
      t`Decide`,
      [
        ["resolve", t`Resolve or reopen`],
        ["assign", t`Assign`],
        ["assign_me", t`Take it`],
        ["snooze", t`Snooze`],
        ["pending", t`Pending`],
        ["close", t`Close`],
        ["tags", t`Tags`],
        ["undo", t`Undo`],
        ["customer", t`Show or hide the customer`],
      ],
    ],
    [
      t`Theo`,
      [
        ["draft", t`Ask for a draft, or use it`],
        ["draft_send", t`Send the draft as it is`],
        ["draft_again", t`Another draft`],
        ["draft_discard", t`Discard the draft`],
        ["summary", t`Sum up`],
      ],
    ],
  ];
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={t`Keys`} width="max-w-3xl">
      <div
        tabIndex={0}
        className="focus-inset grid gap-x-10 gap-y-5 overflow-y-auto px-6 pt-3 pb-6 sm:grid-cols-2 md:grid-cols-3"
      >
        {groups.map(([title, rows]) => (
          <section key={title}>
            <h3 className="text-faint mb-1.5 text-xs font-semibold">{title}</h3>
            <dl className="grid gap-1.5 text-sm">
              {rows.map(([command, label]) => (
                <div key={label} className="flex min-h-6 items-center justify-between gap-4">
                  <dt>{label}</dt>
                  <dd className="shrink-0">
                    <Keys keys={typeof command === "string" ? keysOf(command) : command} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
