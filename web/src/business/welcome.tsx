// From a new account to the first message: name the workspace, make the widget, copy the snippet, try it. Who was
// invited has nothing to make.
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Navigate } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { Check } from "lucide-react";
import { useMe } from "@/auth/me";
import { signOut } from "@/auth/sign_out";
import { classes } from "@/ui/classes";
import { Logo } from "@/ui/logo";
import { Button } from "@/ui/button";
import { widgetsQuery } from "@/widgets/queries";
import { InstallStep } from "./install_step";
import { JoinStep } from "./join_step";
import { TryStep } from "./try_step";
import { WidgetStep } from "./widget_step";
import { WorkspaceStep } from "./workspace_step";

const route = getRouteApi("/welcome");

type Step = "workspace" | "widget" | "install" | "try";

export function Welcome() {
  const { business, team_role } = useMe();
  const isJoining = route.useSearch().step === "join";
  if (business && (isJoining || team_role !== "owner")) return <Navigate to="/" replace />;
  return (
    <div className="bg-surface min-h-dvh">
      <header className="mx-auto flex max-w-5xl items-center justify-between px-6 py-6">
        <Logo />
        <Button weight="quiet" size="small" onClick={() => void signOut()}>
          {t`Sign out`}
        </Button>
      </header>
      <main className="mx-auto max-w-5xl px-6 pt-4 pb-16">{isJoining ? <JoinStep /> : <Making />}</main>
    </div>
  );
}

function Making() {
  const { business } = useMe();
  const { step: wanted } = route.useSearch();
  const widgets = useQuery({ ...widgetsQuery, enabled: Boolean(business) });
  const widget = widgets.data?.[0];
  const step: Step = !business
    ? "workspace"
    : (wanted === "install" || wanted === "try") && widget
      ? wanted
      : "widget";
  return (
    <>
      <Steps at={step} />
      {step === "workspace" && <WorkspaceStep />}
      {step === "widget" && !widgets.isPending && <WidgetStep widget={widget ?? null} />}
      {step === "install" && widget && <InstallStep widget={widget} />}
      {step === "try" && widget && <TryStep widget={widget} />}
    </>
  );
}

function Steps({ at }: { at: Step }) {
  const steps: [Step, string][] = [
    ["workspace", t`Workspace`],
    ["widget", t`Widget`],
    ["install", t`Snippet`],
    ["try", t`First message`],
  ];
  const reached = steps.findIndex(([name]) => name === at);
  return (
    <ol className="text-faint mb-10 flex flex-wrap gap-x-6 gap-y-2 text-sm" aria-label={t`Steps`}>
      {steps.map(([name, label], index) => (
        <li
          key={name}
          aria-current={index === reached ? "step" : undefined}
          className={classes("flex items-center gap-2", index === reached && "text-ink font-semibold")}
        >
          <span
            className={classes(
              "tabular inline-flex size-5.5 items-center justify-center rounded-full text-xs font-semibold",
              index < reached
                ? "bg-accent text-accent-ink"
                : index === reached
                  ? "bg-accent-soft text-accent"
                  : "bg-sunken",
            )}
          >
            {index < reached ? <Check size={13} strokeWidth={3} aria-label={t`done`} /> : index + 1}
          </span>
          {label}
        </li>
      ))}
    </ol>
  );
}
