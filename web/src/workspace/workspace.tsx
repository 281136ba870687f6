// The frame of every screen behind the sign-in: sidebar, banner, and the live connection around them.
import { Outlet, useLocation } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { startNotifications } from "@/conversations/notifications";
import { LiveProvider } from "@/live_provider";
import { Sheet } from "@/ui/dialog";
import { useScreen } from "@/ui/screen";
import { SidebarContext } from "@/ui/sidebar_context";
import { OfflineBanner } from "./offline_banner";
import { SettingsCommands } from "./settings_commands";
import { Sidebar } from "./sidebar";

export function Workspace() {
  const isPhone = useScreen("phone");
  const { pathname } = useLocation();
  const [openedAt, setOpenedAt] = useState<string | null>(null);
  useEffect(startNotifications, []);

  return (
    <LiveProvider>
      <SidebarContext value={() => setOpenedAt(pathname)}>
        <div className="flex h-dvh flex-col">
          <OfflineBanner />
          {!pathname.startsWith("/inbox") && <SettingsCommands />}
          <div className="flex min-h-0 grow">
            {isPhone ? (
              // Choosing something in it leads to another address, and it is gone.
              <Sheet
                isOpen={openedAt === pathname}
                onClose={() => setOpenedAt(null)}
                title={t`Views and settings`}
                side="left"
              >
                <Sidebar />
              </Sheet>
            ) : (
              <div className="border-line h-full w-[12.75rem] shrink-0 border-r">
                <Sidebar />
              </div>
            )}
            <main className="flex h-full min-w-0 grow">
              <Outlet />
            </main>
          </div>
        </div>
      </SidebarContext>
    </LiveProvider>
  );
}
