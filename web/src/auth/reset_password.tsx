// Setting a new password, reached by the link in the mail.
import { Link, useNavigate } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { api, must } from "@/api/client";
import { Button } from "@/ui/button";
import { InputField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { say } from "@/ui/toasts";
import { useSubmit } from "@/ui/use_submit";
import { FormPage, textLink } from "./form_page";
import { linkToken } from "./link_token";

export function ResetPassword() {
  const navigate = useNavigate();
  const [token] = useState(() => linkToken(location.hash));
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ password = "" }) => {
    await must(api.POST("/api/v1/auth/password/reset", { body: { token: token ?? "", password } }));
    say(t`Your new password is set`);
    await navigate({ to: "/sign-in" });
  });
  const again = (
    <Link to="/forgot-password" className={textLink}>
      {t`Ask for a new link`}
    </Link>
  );
  if (!token) {
    return (
      <FormPage
        title={t`This link is incomplete`}
        lead={t`Open it again from the mail, all of it.`}
        foot={again}
      />
    );
  }
  return (
    <FormPage title={t`Choose a new password`} foot={again}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <FormProblem error={error} />
        <InputField
          label={t`New password`}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={8}
          required
          autoFocus
          error={fields.password}
          help={t`At least 8 characters. You are signed out everywhere else.`}
        />
        <Button type="submit" weight="primary" isBusy={isBusy}>
          {t`Set the password`}
        </Button>
      </form>
    </FormPage>
  );
}
