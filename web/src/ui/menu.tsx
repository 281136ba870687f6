// A menu that opens from a button.
import { Menu as BaseMenu } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";
import { Check } from "lucide-react";
import { classes } from "./classes";
import { Keys } from "./keys";

export function Menu({
  trigger,
  children,
  align = "start",
}: {
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "end";
}) {
  return (
    <BaseMenu.Root>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={5} align={align} className="z-50 outline-none">
          <BaseMenu.Popup
            data-cover
            className="bg-raised shadow-float max-h-(--available-height) min-w-44 origin-(--transform-origin) overflow-y-auto rounded-xl p-1 outline-none transition-[opacity,scale] duration-100 data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0"
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

interface MenuItemProps {
  icon?: ReactNode;
  keys?: string[];
  isChosen?: boolean;
  isDanger?: boolean;
  onChoose: () => void;
  children: ReactNode;
}

export function MenuItem({ icon, keys, isChosen, isDanger, onChoose, children }: MenuItemProps) {
  return (
    <BaseMenu.Item
      onClick={onChoose}
      className={classes(
        "data-highlighted:bg-hover flex h-8 items-center gap-2.5 rounded-lg px-2.5 text-sm outline-none select-none",
        isDanger ? "text-danger" : "text-ink",
      )}
    >
      {icon && <span className="text-faint">{icon}</span>}
      <span className="grow">{children}</span>
      {keys && <Keys keys={keys} />}
      {isChosen && <Check size={15} className="text-accent" aria-hidden />}
    </BaseMenu.Item>
  );
}

export function MenuLine() {
  return <BaseMenu.Separator className="bg-line mx-2 my-1 h-px" />;
}
