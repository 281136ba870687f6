// The frame of the screens before signing in: the form on one side, what this is about on the other.
import { Outlet } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { Logo } from "@/ui/logo";
import { Sample } from "./sample";

export function GuestFrame() {
  return (
    <div className="bg-surface grid min-h-dvh lg:grid-cols-[minmax(26rem,1fr)_1.1fr]">
      <main className="flex flex-col px-6 py-8 sm:px-12">
        <Logo />
        <div className="mx-auto flex w-full max-w-[23rem] grow flex-col justify-center py-10">
          <Outlet />
        </div>
        <p className="text-faint text-xs">{t`Open source. Your server, your conversations.`}</p>
      </main>
      <Sample />
    </div>
  );
}
