// A switch with its label and a sentence on what it does.
import { Switch as BaseSwitch } from "@base-ui/react/switch";
import { useId } from "react";

interface SwitchRowProps {
  label: string;
  help?: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

export function SwitchRow({ label, help, isOn, onChange }: SwitchRowProps) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-6 py-2.5">
      <div>
        <p id={id} className="text-sm font-semibold">
          {label}
        </p>
        {help && <p className="text-faint text-xs">{help}</p>}
      </div>
      <BaseSwitch.Root
        checked={isOn}
        onCheckedChange={onChange}
        aria-labelledby={id}
        className="bg-line-strong data-checked:bg-accent relative h-5.5 w-9.5 shrink-0 rounded-full p-0.5 transition-colors"
      >
        <BaseSwitch.Thumb className="bg-raised block size-4.5 rounded-full shadow-sm transition-transform data-checked:translate-x-4" />
      </BaseSwitch.Root>
    </div>
  );
}
