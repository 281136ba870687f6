// Short messages at the foot of the screen, announced to screen readers, some with a way back.
import { Toast } from "@base-ui/react/toast";
import { t } from "@lingui/core/macro";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { explain } from "@/api/failure";

interface ToastData {
  isProblem?: boolean;
}

const manager = Toast.createToastManager<ToastData>();

export function say(title: string, undo?: () => void): void {
  const id: string = manager.add({
    title,
    timeout: undo ? 7000 : 4000,
    actionProps: undo && {
      children: t`Undo`,
      onClick: () => {
        undo();
        manager.close(id);
      },
    },
  });
}

export function sayProblem(error: unknown): void {
  manager.add({ title: explain(error), timeout: 9000, priority: "high", data: { isProblem: true } });
}

export function Toasts() {
  return (
    <Toast.Provider toastManager={manager} limit={3}>
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-4 z-50 mx-auto flex max-w-md flex-col items-center gap-2 max-sm:bottom-20">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function List() {
  const { toasts } = Toast.useToastManager<ToastData>();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="bg-ink text-surface shadow-float rounded-xl transition-[opacity,translate] duration-200 data-ending-style:opacity-0 data-limited:hidden data-starting-style:translate-y-3 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-center gap-2.5 py-2 pr-2 pl-3.5">
        {toast.data?.isProblem ? (
          <CircleAlert size={17} className="shrink-0" aria-hidden />
        ) : (
          <CircleCheck size={17} className="shrink-0" aria-hidden />
        )}
        <Toast.Title className="text-sm font-medium" render={<p />} />
        <Toast.Action className="hover:bg-surface/15 focus-visible:outline-surface ml-1 h-7 shrink-0 rounded-lg px-2.5 text-sm font-semibold underline underline-offset-2 empty:hidden" />
        <Toast.Close
          aria-label={t`Dismiss`}
          className="hover:bg-surface/15 focus-visible:outline-surface inline-flex size-7 shrink-0 items-center justify-center rounded-lg"
        >
          <X size={15} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
