// The hint over a control: its name and, where there is one, its key.
import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";
import { Keys } from "./keys";

interface TipProps {
  label: string;
  keys?: string[];
  children: ReactElement;
}

export function Tip({ label, keys, children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup className="bg-ink text-surface shadow-float flex items-center gap-2 rounded-md px-2 py-1 text-xs font-medium transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {label}
            {keys && keys.length > 0 && <Keys keys={keys} isInverse />}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
