// On a phone the sidebar is a sheet; this is how a screen opens it.
import { createContext, useContext } from "react";

export const SidebarContext = createContext<() => void>(() => undefined);

export function useSidebar(): () => void {
  return useContext(SidebarContext);
}
