// Oneself: name, password, notifications, and where one is signed in.
import { useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { api, must } from "@/api/client";
import { ping } from "@/conversations/notifications";
import { changeSettings, useSettings } from "@/conversations/settings";
import { Button } from "@/ui/button";
import { InputField, TextField } from "@/ui/field";
import { Page, Section } from "@/ui/page";
import { FormProblem } from "@/ui/problem";
import { SwitchRow } from "@/ui/switch";
import { say, sayProblem } from "@/ui/toasts";
import { useSubmit } from "@/ui/use_submit";
import { meQuery, useMe } from "./me";
import { ResendLink } from "./resend_link";
import { Sessions } from "./sessions";

export function ProfilePage() {
  return (
    <Page title={t`Profile`}>
      <Name />
      <Signature />
      <Notifications />
      <Password />
      <Sessions />
    </Page>
  );
}

function Name() {
  const { user } = useMe();
  const client = useQueryClient();
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ full_name }) => {
    client.setQueryData(meQuery.queryKey, await must(api.PATCH("/api/v1/auth/me", { body: { full_name } })));
    await client.invalidateQueries({ queryKey: ["team"] });
    say(t`Saved`);
  });

  return (
    <Section title={t`You`} lead={t`How colleagues and customers see you.`}>
      <form onSubmit={onSubmit} className="grid max-w-md gap-4">
        <FormProblem error={error} />
        <InputField
          label={t`Name`}
          name="full_name"
          defaultValue={user.full_name}
          autoComplete="name"
          required
          error={fields.full_name}
        />
        <InputField label={t`E-mail`} value={user.email} readOnly disabled />
        {!user.is_verified && (
          <p className="text-soft text-sm">
            {t`This address is not confirmed yet.`} <ResendLink />
          </p>
        )}
        <div>
          <Button type="submit" isBusy={isBusy}>
            {t`Save`}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function Signature() {
  const { user } = useMe();
  const client = useQueryClient();
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ signature }) => {
    const body = { signature: signature?.trim() || null };
    client.setQueryData(meQuery.queryKey, await must(api.PATCH("/api/v1/auth/me", { body })));
    say(t`Saved`);
  });
  return (
    <Section title={t`Signature`} lead={t`Stands under each mail that you write; other channels go without.`}>
      <form onSubmit={onSubmit} className="grid max-w-md gap-4">
        <FormProblem error={error} />
        <TextField
          label={t`Signature`}
          name="signature"
          rows={4}
          maxLength={2000}
          defaultValue={user.signature ?? ""}
          error={fields.signature}
        />
        <div>
          <Button type="submit" isBusy={isBusy}>
            {t`Save`}
          </Button>
        </div>
      </form>
    </Section>
  );
}

function Notifications() {
  const settings = useSettings();

  async function setDesktop(isOn: boolean): Promise<void> {
    if (isOn && "Notification" in window && (await Notification.requestPermission()) !== "granted") {
      sayProblem(
        new Error(
          t`The browser does not allow notifications here. Allow them in its settings for this site.`,
        ),
      );
      return;
    }
    changeSettings({ desktop: isOn });
  }

  return (
    <Section title={t`In this browser`}>
      <div className="divide-line border-line max-w-md divide-y rounded-xl border px-4">
        <SwitchRow
          label={t`Sound`}
          help={t`Two notes when a customer writes to you or to nobody yet.`}
          isOn={settings.sound}
          onChange={(sound) => {
            changeSettings({ sound });
            if (sound) ping();
          }}
        />
        <SwitchRow
          label={t`Desktop notifications`}
          help={t`While you look at something else.`}
          isOn={settings.desktop}
          onChange={(isOn) => void setDesktop(isOn)}
        />
        <SwitchRow
          label={t`Enter sends`}
          help={t`Shift and Enter make a new line then.`}
          isOn={settings.enterSends}
          onChange={(enterSends) => changeSettings({ enterSends })}
        />
      </div>
    </Section>
  );
}

function Password() {
  const { user } = useMe();
  const client = useQueryClient();
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ current_password, new_password }, form) => {
    await must(
      api.PATCH("/api/v1/auth/me", { body: { current_password: current_password || null, new_password } }),
    );
    await client.invalidateQueries({ queryKey: ["sessions"] });
    form.reset();
    say(t`Your password is changed; other sessions are ended`);
  });
  return (
    <Section title={t`Password`} lead={t`Changing it ends every other session.`}>
      <form onSubmit={onSubmit} className="grid max-w-md gap-4">
        <FormProblem error={error} />
        <input type="text" name="username" autoComplete="username" value={user.email} readOnly hidden />
        {!user.is_google_account && (
          <InputField
            label={t`Current password`}
            name="current_password"
            type="password"
            autoComplete="current-password"
            required
            error={fields.current_password}
          />
        )}
        <InputField
          label={t`New password`}
          name="new_password"
          type="password"
          autoComplete="new-password"
          minLength={8}
          required
          error={fields.new_password}
        />
        <div>
          <Button type="submit" isBusy={isBusy}>
            {t`Change the password`}
          </Button>
        </div>
      </form>
    </Section>
  );
}
