// Who was invited waits here until their address is confirmed, which lets them into the team.
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { MailCheck } from "lucide-react";
import { meQuery, useMe } from "@/auth/me";
import { ResendLink } from "@/auth/resend_link";
import { textLink } from "@/auth/form_page";
import { StepTitle } from "./step_title";

export function JoinStep() {
  const { user } = useMe();
  useQuery({ ...meQuery, refetchInterval: 3000 });
  const ownWorkspace = (
    <Link to="/welcome" className={textLink}>
      {t`Make a workspace of your own`}
    </Link>
  );
  if (user.is_verified) {
    return (
      <div className="max-w-xl">
        <StepTitle
          title={t`This invitation is no longer open`}
          lead={t`It was taken back, or its seven days are over. Ask your colleague for another: you are in as soon as they send it.`}
        />
        {ownWorkspace}
      </div>
    );
  }
  return (
    <div className="max-w-xl">
      <StepTitle
        title={t`Confirm your address`}
        lead={t`We have sent a link to ${user.email}. Open it and you are in the team.`}
      />
      <div
        role="status"
        className="border-line bg-raised shadow-card flex min-h-20 items-center gap-4 rounded-2xl border p-5"
      >
        <MailCheck size={22} className="text-accent shrink-0" aria-hidden />
        <p className="text-soft">{t`Waiting for the link to be opened. This page goes on by itself.`}</p>
      </div>
      <p className="text-soft mt-6 text-sm">
        {t`Nothing there?`} <ResendLink /> · {ownWorkspace}
      </p>
    </div>
  );
}
