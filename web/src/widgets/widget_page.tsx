// The widget designer: fields on one side, the widget as it will look on the other.
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { ExternalLink, Plus } from "lucide-react";
import { useState } from "react";
import { api, must } from "@/api/client";
import type { Widget } from "@/api/types";
import { useBusiness, useIsOwner } from "@/auth/me";
import { Button } from "@/ui/button";
import { Page, Section } from "@/ui/page";
import { FormProblem, Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { say } from "@/ui/toasts";
import { useSubmit } from "@/ui/use_submit";
import { BehaviourFields } from "./behaviour_fields";
import { Identity } from "./identity";
import { bodyOf, type Look, lookOf, newLook } from "./look";
import { LookFields } from "./look_fields";
import { widgetsQuery } from "./queries";
import { Snippet } from "./snippet";
import { WidgetPreview } from "./widget_preview";

export function WidgetPage() {
  const query = useQuery(widgetsQuery);
  const isOwner = useIsOwner();
  const [chosen, setChosen] = useState<string | null>(null);
  const widgets = query.data ?? [];
  const widget = chosen === "new" ? null : (widgets.find(({ id }) => id === chosen) ?? widgets[0] ?? null);

  return (
    <Page
      title={t`Widget`}
      lead={t`The chat on your site.`}
      isWide
      action={
        isOwner &&
        widgets.length > 0 &&
        widget && (
          <Button onClick={() => setChosen("new")}>
            <Plus size={16} aria-hidden />
            {t`For another site`}
          </Button>
        )
      }
    >
      {query.isError ? (
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        <Skeleton className="h-96 w-full rounded-2xl" />
      ) : (
        <>
          {widgets.length > 1 && (
            <div className="flex flex-wrap gap-2" role="group" aria-label={t`Sites`}>
              {widgets.map(({ id, domain }) => (
                <Button
                  key={id}
                  size="small"
                  weight={id === widget?.id ? "primary" : "secondary"}
                  aria-pressed={id === widget?.id}
                  onClick={() => setChosen(id)}
                >
                  {domain}
                </Button>
              ))}
            </div>
          )}
          <Designer key={widget?.id ?? "new"} widget={widget} isOwner={isOwner} onCreated={setChosen} />
        </>
      )}
    </Page>
  );
}

function Designer({
  widget,
  isOwner,
  onCreated,
}: {
  widget: Widget | null;
  isOwner: boolean;
  onCreated: (id: string) => void;
}) {
  const business = useBusiness();
  const client = useQueryClient();
  const [look, setLook] = useState<Look>(() =>
    widget ? lookOf(widget) : { ...newLook, name: business.name },
  );
  const { isBusy, error, fields, onSubmit } = useSubmit(async () => {
    const body = bodyOf(look, widget?.config);
    const saved = widget
      ? await must(
          api.PUT("/api/v1/widget/update/{widget_id}", { params: { path: { widget_id: widget.id } }, body }),
        )
      : await must(api.POST("/api/v1/widget/create", { body }));
    await client.invalidateQueries({ queryKey: widgetsQuery.queryKey });
    onCreated(saved.id);
    say(t`Saved`);
  });
  const change = (part: Partial<Look>) => setLook((before) => ({ ...before, ...part }));
  return (
    <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,1fr)_22.5rem]">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-9">
        {isOwner ? (
          <form onSubmit={onSubmit} className="grid gap-5">
            <FormProblem error={error} />
            <LookFields look={look} errors={fields} onChange={change} />
            {widget && <BehaviourFields look={look} onChange={change} />}
            <div>
              <Button type="submit" weight="primary" isBusy={isBusy}>
                {widget ? t`Save` : t`Create the widget`}
              </Button>
            </div>
          </form>
        ) : (
          <p className="text-soft">{t`The owner designs the widget.`}</p>
        )}
        {widget && (
          <Section title={t`Put it on your site`}>
            <Snippet widgetId={widget.id} />
            <a
              href={`/preview/${widget.id}`}
              target="_blank"
              rel="noreferrer"
              className="text-accent mt-3 inline-flex items-center gap-1.5 text-sm font-semibold underline underline-offset-2"
            >
              {t`Try it on a sample page`}
              <ExternalLink size={14} aria-hidden />
            </a>
          </Section>
        )}
        {widget && isOwner && <Identity widgetId={widget.id} />}
      </div>
      <div className="lg:sticky lg:top-6">
        <WidgetPreview look={look} />
      </div>
    </div>
  );
}
