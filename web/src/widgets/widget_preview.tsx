// How the widget will look, drawn while it is designed. A picture: nothing in it can be used.
import { t } from "@lingui/core/macro";
import { MessageCircle, Send } from "lucide-react";
import { initials } from "@/ui/avatar";
import { classes } from "@/ui/classes";
import { inkOn, isColor, type Look, newLook } from "./look";

export function WidgetPreview({ look }: { look: Look }) {
  const color = isColor(look.primary_color) ? look.primary_color : newLook.primary_color;
  const ink = inkOn(color);
  const name = look.name || t`Your name`;
  return (
    <div
      role="img"
      aria-label={t`Preview of the widget`}
      className={classes(
        "bg-paper border-line flex h-[34rem] flex-col justify-end gap-3.5 rounded-2xl border p-5 select-none",
        look.position === "left" ? "items-start" : "items-end",
      )}
    >
      <div
        className="bg-raised shadow-float flex h-[26.5rem] w-full max-w-[19.5rem] flex-col overflow-hidden rounded-2xl"
        aria-hidden
      >
        <div className="px-5 pt-5 pb-6" style={{ background: color, color: ink }}>
          <div className="flex items-center gap-2.5">
            {/^https?:\/\//.test(look.logo_url) ? (
              <img src={look.logo_url} alt="" className="size-8 rounded-lg bg-white object-contain" />
            ) : (
              <span
                className="inline-flex size-8 items-center justify-center rounded-lg text-xs font-bold"
                style={{ background: ink, color }}
              >
                {initials(name)}
              </span>
            )}
            <span className="text-sm leading-4 font-semibold">
              {name}
              {look.show_online_badge && (
                <span className="mt-0.5 flex items-center gap-1.5 text-2xs font-medium">
                  {!look.away && <span className="size-1.5 rounded-full bg-[#4ade80]" />}
                  {look.away ? t`Away` : t`Online`}
                </span>
              )}
            </span>
          </div>
          <p className="mt-5 text-[1.375rem] leading-7 font-bold break-words">{look.welcome_heading}</p>
          <p className="mt-1 line-clamp-2 text-sm break-words">{look.welcome_tagline}</p>
        </div>
        <div className="flex grow flex-col justify-end gap-2 p-4 text-sm">
          <p
            className="self-end rounded-2xl rounded-br-md px-3 py-2"
            style={{ background: color, color: ink }}
          >
            {t`Do you ship to Norway?`}
          </p>
          <p className="bg-sunken self-start rounded-2xl rounded-bl-md px-3 py-2">{t`We do! Three days, usually.`}</p>
        </div>
        <div className="border-line text-faint flex items-center gap-2 border-t px-4 py-3 text-sm">
          <span className="grow">{t`Write a message…`}</span>
          <Send size={16} />
        </div>
      </div>
      <div className="flex items-center gap-3" aria-hidden>
        <span
          className="shadow-float relative inline-flex size-13 items-center justify-center rounded-full"
          style={{ background: color, color: ink }}
        >
          <MessageCircle size={24} />
          {look.show_online_badge && !look.away && (
            <span className="border-paper absolute top-0 right-0 size-3.5 rounded-full border-2 bg-[#22c55e]" />
          )}
        </span>
      </div>
    </div>
  );
}
