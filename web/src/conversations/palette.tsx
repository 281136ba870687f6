// Cmd/Ctrl-K: every command, view and screen by its name, and a search for whatever else is typed.
import { useNavigate } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import {
  AlarmClock,
  BookOpenText,
  BookUser,
  Check,
  CircleDashed,
  CircleHelp,
  FilePen,
  Lock,
  Moon,
  Reply,
  RotateCcw,
  ScrollText,
  Search,
  Send,
  Settings,
  Sparkles,
  Sun,
  Tag,
  Undo2,
  UserRound,
  UserRoundCheck,
  X,
  XCircle,
} from "lucide-react";
import type { Conversation } from "@/api/types";
import { theoHandles } from "@/theo/handles";
import { type Choice, Picker } from "@/ui/picker";
import { chooseTheme, isDark } from "@/ui/theme";
import { type Command, keysOf } from "./keymap";
import { useGo } from "./place";
import { runCommand } from "./run_command";
import { ViewIcon } from "./view_icon";
import type { View } from "./views";
import { viewName } from "./words";

const views: View[] = ["mine", "unassigned", "all", "handed_over", "pending", "resolved", "closed"];

export function Palette({
  isOpen,
  onClose,
  conversation,
}: {
  isOpen: boolean;
  onClose: () => void;
  conversation: Conversation | null;
}) {
  const go = useGo();
  const navigate = useNavigate();

  function extra(typed: string): Choice[] {
    if (!typed) return [];
    const found: Choice = {
      id: "search",
      group: t`Search`,
      label: t`Search conversations for “${typed}”`,
      icon: <Search size={16} />,
      run: () => go.toSearch({ q: typed }),
    };
    return [found];
  }

  const choices: Choice[] = [
    ...(conversation ? conversationChoices(conversation) : []),
    ...views.map((view) => ({
      id: `view-${view}`,
      group: t`Go to`,
      label: viewName(view),
      icon: <ViewIcon view={view} size={16} />,
      keys: hasKey(view) ? keysOf(`go_${view}`) : undefined,
      run: () => go.toView(view),
    })),
    {
      id: "page-customers",
      group: t`Go to`,
      label: t`Customers`,
      icon: <BookUser size={16} />,
      run: () => void navigate({ to: "/customers/{-$customer}", params: { customer: undefined } }),
    },
    {
      id: "page-knowledge",
      group: t`Go to`,
      label: t`Knowledge`,
      icon: <BookOpenText size={16} />,
      words: t`articles help centre import`,
      run: () => void navigate({ to: "/knowledge" }),
    },
    {
      id: "new-article",
      group: t`Go to`,
      label: t`New article`,
      icon: <FilePen size={16} />,
      run: () => void navigate({ to: "/knowledge/new" }),
    },
    ...(
      [
        ["team", t`Team`],
        ["channels", t`Channels`],
        ["widget", t`Widget`],
        ["profile", t`Profile and sessions`],
      ] as const
    ).map(([page, label]) => ({
      id: `page-${page}`,
      group: t`Go to`,
      label,
      icon: <Settings size={16} />,
      run: () => void navigate({ to: `/settings/${page}` }),
    })),
    {
      id: "theme",
      group: t`App`,
      label: isDark() ? t`Light theme` : t`Dark theme`,
      words: t`dark light mode colours`,
      icon: isDark() ? <Sun size={16} /> : <Moon size={16} />,
      run: () => chooseTheme(isDark() ? "light" : "dark"),
    },
    command("help", t`Show all keys`, <CircleHelp size={16} />, t`App`),
    command("undo", t`Undo the last change`, <Undo2 size={16} />, t`App`),
  ];
  return (
    <Picker
      isOpen={isOpen}
      onClose={onClose}
      title={t`Commands`}
      placeholder={t`What would you like to do?`}
      choices={choices}
      extra={extra}
    />
  );
}

function conversationChoices({ status }: Conversation): Choice[] {
  const isOver = status === "resolved" || status === "closed";
  const group = t`This conversation`;
  return [
    command("reply", t`Reply`, <Reply size={16} />, group),
    command("note", t`Write a note`, <Lock size={16} />, group),
    command("resolve", isOver ? t`Reopen` : t`Resolve`, <Check size={16} />, group),
    command("assign", t`Assign…`, <UserRound size={16} />, group),
    command("assign_me", t`Take it`, <UserRoundCheck size={16} />, group),
    command("snooze", t`Snooze…`, <AlarmClock size={16} />, group),
    command(
      "pending",
      status === "pending" ? t`Back to open` : t`Set to pending`,
      <CircleDashed size={16} />,
      group,
    ),
    command("close", t`Close`, <XCircle size={16} />, group),
    command("tags", t`Tags…`, <Tag size={16} />, group),
    ...theoChoices(group),
  ];
}

function theoChoices(group: string): Choice[] {
  return [
    ...(theoHandles.draft
      ? [
          command(
            "draft",
            theoHandles.discard ? t`Use Theo's draft` : t`Ask Theo for a draft`,
            <Sparkles size={16} />,
            group,
          ),
        ]
      : []),
    ...(theoHandles.send
      ? [command("draft_send", t`Send Theo's draft as it is`, <Send size={16} />, group)]
      : []),
    ...(theoHandles.again
      ? [command("draft_again", t`Another draft by Theo`, <RotateCcw size={16} />, group)]
      : []),
    ...(theoHandles.discard
      ? [command("draft_discard", t`Discard Theo's draft`, <X size={16} />, group)]
      : []),
    ...(theoHandles.summary
      ? [command("summary", t`Sum up`, <ScrollText size={16} />, group, t`summary Theo`)]
      : []),
  ];
}

type KeyedView = "mine" | "unassigned" | "all" | "handed_over";

function hasKey(view: View): view is KeyedView {
  return ["mine", "unassigned", "all", "handed_over"].includes(view);
}

function command(name: Command, label: string, icon: Choice["icon"], group: string, words?: string): Choice {
  // After the palette has gone and given the focus back, so that the command may move it.
  return {
    id: name,
    label,
    icon,
    group,
    words,
    keys: keysOf(name),
    run: () => setTimeout(() => runCommand(name), 60),
  };
}
