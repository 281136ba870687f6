// Inviting somebody by e-mail: with an account they are in at once, without one they get a link.
import { useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { api, must } from "@/api/client";
import type { GivenRole } from "@/api/types";
import { Button } from "@/ui/button";
import { Modal } from "@/ui/dialog";
import { InputField, SelectField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { say } from "@/ui/toasts";
import { useSubmit } from "@/ui/use_submit";
import { roleName } from "./words";

export function InviteDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal isOpen={isOpen} onClose={onClose} title={t`Invite a colleague`} width="max-w-md">
      <InviteForm onDone={onClose} />
    </Modal>
  );
}

function InviteForm({ onDone }: { onDone: () => void }) {
  const client = useQueryClient();
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ email = "", role = "agent" }) => {
    const { message } = await must(
      api.POST("/api/v1/team/invite", {
        params: { query: { email, role: role as GivenRole, send_invitation: true } },
      }),
    );
    await client.invalidateQueries({ queryKey: ["team"] });
    say(message);
    onDone();
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4 px-6 pt-4 pb-6">
      <FormProblem error={error} />
      <InputField
        label={t`E-mail`}
        name="email"
        type="email"
        required
        autoFocus
        error={fields.email}
        help={t`Without an account they get a link by mail.`}
      />
      <SelectField
        label={t`Role`}
        name="role"
        defaultValue="agent"
        error={fields.role}
        help={t`Agents answer and take conversations. Admins also assign them to anyone.`}
      >
        <option value="agent">{roleName("agent")}</option>
        <option value="admin">{roleName("admin")}</option>
      </SelectField>
      <div className="flex justify-end gap-2 pt-1">
        <Button onClick={onDone}>{t`Cancel`}</Button>
        <Button type="submit" weight="primary" isBusy={isBusy}>
          {t`Invite`}
        </Button>
      </div>
    </form>
  );
}
