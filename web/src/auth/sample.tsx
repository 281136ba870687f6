// A picture of the product beside the sign-in form: one exchange, drawn with the app's own shapes.
import { t } from "@lingui/core/macro";
import { Avatar } from "@/ui/avatar";

export function Sample() {
  return (
    <div
      aria-hidden
      className="bg-paper border-line relative hidden items-center justify-center overflow-hidden border-l lg:flex"
    >
      <div className="w-[27rem] space-y-4">
        <p className="font-display pb-6 text-[2.375rem] leading-[1.08] font-semibold tracking-tight text-balance">
          {t`Somebody pings. You ping back.`}
        </p>
        <div className="flex gap-3">
          <Avatar name="Mira Okafor" seed="b" className="mt-1" />
          <p className="bg-surface shadow-card rounded-2xl rounded-tl-md px-4 py-2.5">
            {t`Hi! The grinder came without its lid. Can you help before Saturday?`}
          </p>
        </div>
        <div className="flex flex-row-reverse gap-3">
          <Avatar name="Ana Torres" seed="ad" className="mt-1" />
          <p className="bg-accent text-accent-ink rounded-2xl rounded-tr-md px-4 py-2.5">
            {t`Of course. It leaves our workshop tonight and is with you on Friday.`}
          </p>
        </div>
        <div className="flex flex-row-reverse gap-3">
          <span className="w-9" />
          <p className="bg-note border-note-line text-note-ink rounded-2xl border px-4 py-2 text-sm">
            {t`Note: third lid this week. I told the packers.`}
          </p>
        </div>
      </div>
    </div>
  );
}
