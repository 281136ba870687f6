// Signing in with an e-mail address and a password.
import { getRouteApi, Link } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { api, must } from "@/api/client";
import { Button } from "@/ui/button";
import { InputField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { useSubmit } from "@/ui/use_submit";
import { FormPage, textLink } from "./form_page";
import { keepToken } from "./token";

const route = getRouteApi("/guest/sign-in");

export function SignIn() {
  const search = route.useSearch();
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ email = "", password = "" }) => {
    const { access_token } = await must(api.POST("/api/v1/auth/login", { body: { email, password } }));
    keepToken(access_token);
  });
  return (
    <FormPage
      title={t`Welcome back`}
      foot={
        <Trans>
          New here?{" "}
          <Link to="/sign-up" search={search} className={textLink}>
            Create an account
          </Link>
        </Trans>
      }
    >
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
        <InputField
          label={t`Password`}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          error={fields.password}
          isOptional={
            <Link to="/forgot-password" className={textLink}>
              {t`Forgot it?`}
            </Link>
          }
        />
        <Button type="submit" weight="primary" isBusy={isBusy} className="mt-1">
          {isBusy ? t`Signing in…` : t`Sign in`}
        </Button>
      </form>
    </FormPage>
  );
}
