// Oneself at the foot of the sidebar: presence, theme, profile, signing out.
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { ChevronsUpDown, CircleHelp, LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import type { Member, Presence } from "@/api/types";
import { useMe } from "@/auth/me";
import { signOut } from "@/auth/sign_out";
import { runCommand } from "@/conversations/run_command";
import { useLiveState } from "@/live_provider";
import { changeStatus, membersQuery, useMember } from "@/team/members";
import { presenceName } from "@/team/words";
import { Avatar, StatusDot } from "@/ui/avatar";
import { Menu, MenuItem, MenuLine } from "@/ui/menu";
import { chooseTheme, useTheme } from "@/ui/theme";
import { sayProblem } from "@/ui/toasts";

const presences: Presence[] = ["live", "away", "offline"];

export function MeMenu() {
  const { user } = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const status = useMember(user.id)?.status ?? "offline";
  const theme = useTheme();
  const live = useLiveState();

  async function become(next: Presence): Promise<void> {
    const show = (presence: Presence) =>
      client.setQueryData(membersQuery.queryKey, (members: Member[] | undefined) =>
        members?.map((member) => (member.user_id === user.id ? { ...member, status: presence } : member)),
      );
    show(next);
    try {
      await changeStatus(next);
    } catch (error) {
      show(status);
      sayProblem(error);
    }
  }

  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={t`${user.full_name}, ${presenceName(status)}. Account`}
          className="hover:bg-hover flex w-full items-center gap-2.5 rounded-xl p-2 text-left"
        >
          <Avatar name={user.full_name} seed={user.id} size="small" status={status} />
          <span className="min-w-0 grow">
            <span className="block truncate text-sm leading-4 font-semibold">{user.full_name}</span>
            <span className="text-faint block truncate text-xs">
              {live === "disconnected" ? t`${presenceName(status)} · not live` : presenceName(status)}
            </span>
          </span>
          <ChevronsUpDown size={14} className="text-faint shrink-0" aria-hidden />
        </button>
      }
    >
      {presences.map((presence) => (
        <MenuItem
          key={presence}
          icon={<StatusDot status={presence} />}
          isChosen={presence === status}
          onChoose={() => void become(presence)}
        >
          {presenceName(presence)}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem
        icon={<Monitor size={15} />}
        isChosen={theme === "system"}
        onChoose={() => chooseTheme("system")}
      >
        {t`Theme of the system`}
      </MenuItem>
      <MenuItem icon={<Sun size={15} />} isChosen={theme === "light"} onChoose={() => chooseTheme("light")}>
        {t`Light theme`}
      </MenuItem>
      <MenuItem icon={<Moon size={15} />} isChosen={theme === "dark"} onChoose={() => chooseTheme("dark")}>
        {t`Dark theme`}
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<CircleHelp size={15} />} onChoose={() => runCommand("help")}>
        {t`Keys`}
      </MenuItem>
      <MenuItem icon={<UserRound size={15} />} onChoose={() => void navigate({ to: "/settings/profile" })}>
        {t`Profile and sessions`}
      </MenuItem>
      <MenuItem icon={<LogOut size={15} />} isDanger onChoose={() => void signOut()}>
        {t`Sign out`}
      </MenuItem>
    </Menu>
  );
}
