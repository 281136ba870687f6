// A dialog over the screen: centred, or from the edge as a sheet on phones. Focus and Escape are Base UI's.
import { Dialog } from "@base-ui/react/dialog";
import { t } from "@lingui/core/macro";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { classes } from "./classes";

interface ModalProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  /** Only screen readers hear the title; the content shows its own. */
  isBare?: boolean;
  width?: "max-w-md" | "max-w-lg" | "max-w-xl" | "max-w-3xl";
  children: ReactNode;
}

export function Modal({
  isOpen,
  onClose,
  title,
  description,
  isBare,
  width = "max-w-lg",
  children,
}: ModalProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="bg-shade fixed inset-0 z-40 transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          data-cover
          className={classes(
            "bg-raised shadow-float fixed top-[12vh] left-1/2 z-40 flex max-h-[76vh] w-[calc(100vw-2rem)] -translate-x-1/2 flex-col overflow-hidden rounded-2xl transition-[opacity,scale] duration-150 data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0",
            width,
          )}
        >
          {isBare ? (
            <Dialog.Title className="sr-only">{title}</Dialog.Title>
          ) : (
            <div className="flex items-start justify-between gap-4 px-6 pt-5 pb-1">
              <div>
                <Dialog.Title className="font-display text-lg font-semibold">{title}</Dialog.Title>
                {description && (
                  <Dialog.Description className="text-soft mt-1 text-sm">{description}</Dialog.Description>
                )}
              </div>
              <CloseButton className="-mr-2" />
            </div>
          )}
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function CloseButton({ className }: { className: string }) {
  return (
    <Dialog.Close
      aria-label={t`Close`}
      className={classes(
        "text-soft hover:bg-hover inline-flex size-8 shrink-0 items-center justify-center rounded-lg",
        className,
      )}
    >
      <X size={17} />
    </Dialog.Close>
  );
}

interface SheetProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  side: "left" | "right";
  children: ReactNode;
}

export function Sheet({ isOpen, onClose, title, side, children }: SheetProps) {
  // The sheet itself, not a field in it: on a phone that would bring up the keyboard.
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="bg-shade fixed inset-0 z-40 transition-opacity duration-200 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup
          ref={popup}
          initialFocus={popup}
          data-cover
          className={classes(
            "bg-paper shadow-float fixed inset-y-0 z-40 flex outline-none w-[19rem] max-w-[86vw] flex-col transition-transform duration-200 ease-out",
            side === "left"
              ? "left-0 data-ending-style:-translate-x-full data-starting-style:-translate-x-full"
              : "right-0 data-ending-style:translate-x-full data-starting-style:translate-x-full",
          )}
        >
          <Dialog.Title className="sr-only">{title}</Dialog.Title>
          {children}
          {side === "right" && <CloseButton className="absolute top-3 right-3" />}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
