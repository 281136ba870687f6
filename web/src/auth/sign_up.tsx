// Creating an account; the workspace comes right after.
import { getRouteApi, Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import { api, must } from "@/api/client";
import { Button } from "@/ui/button";
import { InputField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { useSubmit } from "@/ui/use_submit";
import { FormPage, textLink } from "./form_page";
import { invitedAddress } from "./link_token";
import { keepToken } from "./token";

const route = getRouteApi("/guest/sign-up");

export function SignUp() {
  const search = route.useSearch();
  const [invited] = useState(() => invitedAddress(location.hash));
  const { isBusy, error, fields, onSubmit } = useSubmit(
    async ({ full_name = "", email = "", password = "" }) => {
      const { access_token } = await must(
        api.POST("/api/v1/auth/register", { body: { full_name, email, password } }),
      );
      keepToken(access_token);
    },
  );
  return (
    <FormPage
      title={invited ? t`Join your team` : t`Create your account`}
      lead={
        invited
          ? t`Your account, then a link by mail that proves your address, and you are in.`
          : t`Then you name your workspace and put the chat on your site. It takes about three minutes.`
      }
      foot={
        <Trans>
          You have one?{" "}
          <Link to="/sign-in" search={search} className={textLink}>
            Sign in
          </Link>
        </Trans>
      }
    >
      <form onSubmit={onSubmit} className="grid gap-4">
        <FormProblem error={error} />
        <InputField
          label={t`Your name`}
          name="full_name"
          autoComplete="name"
          required
          autoFocus
          error={fields.full_name}
          help={t`Customers see it beside your answers.`}
        />
        <InputField
          label={t`E-mail`}
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={invited ?? undefined}
          readOnly={invited !== null}
          error={fields.email}
        />
        <InputField
          label={t`Password`}
          name="password"
          type="password"
          autoComplete="new-password"
          minLength={8}
          required
          error={fields.password}
          help={t`At least 8 characters.`}
        />
        <Button type="submit" weight="primary" isBusy={isBusy} className="mt-1">
          {isBusy ? t`Creating…` : t`Create account`}
        </Button>
      </form>
    </FormPage>
  );
}
