// The commands that make sense away from the inbox: the palette, the keys' page, and going somewhere.
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { focusPoints } from "@/conversations/focus_points";
import { KeyHelp } from "@/conversations/key_help";
import type { Command } from "@/conversations/keymap";
import { Palette } from "@/conversations/palette";
import { useGo } from "@/conversations/place";
import { useKeys } from "@/conversations/use_keys";

export function SettingsCommands() {
  const [opened, setOpened] = useState<"palette" | "help" | null>(null);
  const go = useGo();
  const navigate = useNavigate();
  useKeys((command) => {
    const does: Partial<Record<Command, () => void>> = {
      palette: () => setOpened("palette"),
      help: () => setOpened("help"),
      search: () => focusPoints.search?.(),
      next: () => focusPoints.list?.(1),
      previous: () => focusPoints.list?.(-1),
      go_mine: () => go.toView("mine"),
      go_unassigned: () => go.toView("unassigned"),
      go_all: () => go.toView("all"),
      go_handed_over: () => go.toView("handed_over"),
      go_settings: () => void navigate({ to: "/settings/profile" }),
    };
    does[command]?.();
  });
  return (
    <>
      <Palette isOpen={opened === "palette"} onClose={() => setOpened(null)} conversation={null} />
      <KeyHelp isOpen={opened === "help"} onClose={() => setOpened(null)} />
    </>
  );
}
