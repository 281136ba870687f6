// What Theo does with a question: nothing, drafts for agents, or answers of his own.
import { t } from "@lingui/core/macro";
import type { TheoMode } from "@/api/types";
import { useSubmit } from "@/ui/use_submit";
import { useSaveSettings } from "./queries";
import { type PartProps, SettingsForm } from "./settings_form";
import { modeHelp, modeName } from "./words";

const modes: TheoMode[] = ["off", "assist", "auto"];

export function Mode({ settings, isLead }: PartProps) {
  const save = useSaveSettings();
  const form = useSubmit(({ mode }) => save({ mode: modes.find((one) => one === mode) }));
  const isMute = settings.knowledge.model == null;
  return (
    <SettingsForm
      title={t`What he does`}
      lead={t`An answer goes out by itself only where he is at least 80 % sure. An agent who is at it is never spoken over.`}
      isLead={isLead}
      form={form}
    >
      <div role="radiogroup" aria-label={t`What he does`} className="grid gap-2.5 sm:grid-cols-3">
        {modes.map((mode) => (
          <label
            key={mode}
            className="border-line has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-accent flex cursor-pointer flex-col gap-1 rounded-xl border p-4 has-focus-visible:outline-2"
          >
            <span className="flex items-center gap-2 text-sm font-semibold">
              <input
                type="radio"
                name="mode"
                value={mode}
                defaultChecked={settings.mode === mode}
                className="accent-accent size-4"
              />
              {modeName(mode)}
            </span>
            <span className="text-soft text-xs text-pretty">{modeHelp(mode)}</span>
          </label>
        ))}
      </div>
      {isMute && (
        <p className="text-note-ink bg-note border-note-line rounded-lg border px-3 py-2 text-sm">
          {t`This server runs without a model that reads meaning: he finds articles by their words alone and never answers by himself. Drafts work.`}
        </p>
      )}
    </SettingsForm>
  );
}
