// Onboarding 1: the workspace gets its name.
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { api, must } from "@/api/client";
import { meQuery } from "@/auth/me";
import { Button } from "@/ui/button";
import { InputField, SelectField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { useSubmit } from "@/ui/use_submit";
import { StepTitle } from "./step_title";

const sizes = ["1", "2-10", "11-50", "51-200", "201+"];

export function WorkspaceStep() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ name = "", website, team_size }) => {
    const me = await must(
      api.POST("/api/v1/auth/business/create", {
        body: { name, website: website || null, team_size: team_size || null },
      }),
    );
    client.setQueryData(meQuery.queryKey, me);
    await navigate({ to: "/welcome", search: { step: "widget" }, replace: true });
  });
  return (
    <>
      <StepTitle
        title={t`Name your workspace`}
        lead={t`Your team shares it. Usually it is called like your company.`}
      />
      <form onSubmit={onSubmit} className="grid max-w-sm gap-4">
        <FormProblem error={error} />
        <InputField
          label={t`Name`}
          name="name"
          required
          autoFocus
          autoComplete="organization"
          error={fields.name}
        />
        <InputField
          label={t`Website`}
          name="website"
          placeholder="https://shop.example"
          isOptional={t`optional`}
          error={fields.website}
        />
        <SelectField
          label={t`People who answer`}
          name="team_size"
          isOptional={t`optional`}
          defaultValue=""
          error={fields.team_size}
        >
          <option value="">{t`Choose`}</option>
          {sizes.map((size) => (
            <option key={size}>{size}</option>
          ))}
        </SelectField>
        <div>
          <Button type="submit" weight="primary" isBusy={isBusy}>
            {t`Create the workspace`}
          </Button>
        </div>
      </form>
    </>
  );
}
