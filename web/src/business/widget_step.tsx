// Onboarding 2: the chat gets its looks.
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { useState } from "react";
import { api, must } from "@/api/client";
import type { Widget } from "@/api/types";
import { useBusiness } from "@/auth/me";
import { Button } from "@/ui/button";
import { FormProblem } from "@/ui/problem";
import { useSubmit } from "@/ui/use_submit";
import { bodyOf, type Look, lookOf, newLook } from "@/widgets/look";
import { LookFields } from "@/widgets/look_fields";
import { widgetsQuery } from "@/widgets/queries";
import { WidgetPreview } from "@/widgets/widget_preview";
import { StepTitle } from "./step_title";

export function WidgetStep({ widget }: { widget: Widget | null }) {
  const business = useBusiness();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [look, setLook] = useState<Look>(() =>
    widget ? lookOf(widget) : { ...newLook, name: business.name, domain: hostOf(business.website) },
  );
  const { isBusy, error, fields, onSubmit } = useSubmit(async () => {
    const body = bodyOf(look, widget?.config);
    if (widget) {
      await must(
        api.PUT("/api/v1/widget/update/{widget_id}", { params: { path: { widget_id: widget.id } }, body }),
      );
    } else {
      await must(api.POST("/api/v1/widget/create", { body }));
    }
    await client.invalidateQueries({ queryKey: widgetsQuery.queryKey });
    await navigate({ to: "/welcome", search: { step: "install" } });
  });
  return (
    <>
      <StepTitle title={t`Make the chat yours`} lead={t`You can change all of it later.`} />
      <form
        onSubmit={onSubmit}
        className="grid items-start gap-10 md:grid-cols-[minmax(0,26rem)_minmax(0,22rem)] md:justify-between"
      >
        <div className="grid gap-5">
          <FormProblem error={error} />
          <LookFields
            look={look}
            errors={fields}
            isShort
            onChange={(change) => setLook((before) => ({ ...before, ...change }))}
          />
          <div>
            <Button type="submit" weight="primary" isBusy={isBusy}>
              {widget ? t`Save and go on` : t`Create the widget`}
            </Button>
          </div>
        </div>
        <WidgetPreview look={look} />
      </form>
    </>
  );
}

function hostOf(website: string | null | undefined): string {
  if (!website) return "";
  try {
    return new URL(website.includes("://") ? website : `https://${website}`).hostname.replace(/^www\./, "");
  } catch {
    return "";
  }
}
