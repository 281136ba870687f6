// Asking for a link that sets a new password. Says the same whether or not there is an account.
import { Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { api, must } from "@/api/client";
import { Button } from "@/ui/button";
import { InputField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { useSubmit } from "@/ui/use_submit";
import { FormPage, textLink } from "./form_page";

export function ForgotPassword() {
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ email = "" }) => {
    await must(api.POST("/api/v1/auth/password/forgot", { body: { email } }));
    setSentTo(email);
  });
  const back = (
    <Link to="/sign-in" className={textLink}>
      {t`Back to signing in`}
    </Link>
  );
  if (sentTo) {
    return (
      <FormPage
        title={t`Look into your mail`}
        lead={t`If ${sentTo} has an account, a link to set a new password is on its way. It may take a minute; look among unwanted mail too.`}
        foot={back}
      />
    );
  }
  return (
    <FormPage title={t`A new password`} lead={t`Tell us your address and we send you a link.`} foot={back}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <FormProblem error={error} />
        <InputField
          label={t`E-mail`}
          name="email"
          type="email"
          autoComplete="username"
          required
          autoFocus
          error={fields.email}
        />
        <Button type="submit" weight="primary" isBusy={isBusy}>
          {t`Send the link`}
        </Button>
      </form>
    </FormPage>
  );
}
