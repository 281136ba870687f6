// A sample page with the real widget on it, as a customer would see it.
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { useEffect, useState } from "react";
import { api, must } from "@/api/client";
import { Problem } from "@/ui/problem";

export function PreviewPage() {
  const { widget: id = "" } = useParams({ strict: false });
  const query = useQuery({
    queryKey: ["widgets", "public", id],
    queryFn: ({ signal }) =>
      must(api.GET("/api/v1/widget/{widget_id}", { params: { path: { widget_id: id } }, signal })),
  });
  const isMissing = useWidgetScript(id);
  if (query.isError) return <Problem error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <div className="bg-surface min-h-dvh">
      <header className="border-line mx-auto flex max-w-4xl items-center justify-between border-b px-6 py-5">
        <span className="font-display text-lg font-semibold">{query.data?.name ?? ""}</span>
        <span className="text-faint text-sm">{t`A sample page`}</span>
      </header>
      <main className="mx-auto max-w-4xl px-6 py-14">
        <h1 className="font-display max-w-xl text-4xl leading-[1.12] font-semibold tracking-tight text-balance">
          {t`This is where your customers are.`}
        </h1>
        <p className="text-soft mt-4 max-w-lg text-lg text-pretty">
          {isMissing
            ? t`The chat could not be loaded: this server was built without its widget.`
            : t`Open the chat in the corner and write something, then look into the inbox.`}
        </p>
        <div className="mt-14 grid gap-5 sm:grid-cols-3" aria-hidden>
          {["h-36", "h-36", "h-36"].map((height, index) => (
            <div key={index} className="space-y-3">
              <div className={`bg-sunken rounded-2xl ${height}`} />
              <div className="bg-sunken h-3 w-3/4 rounded-full" />
              <div className="bg-sunken h-3 w-1/2 rounded-full" />
            </div>
          ))}
        </div>
      </main>
    </div>
  );
}

/** Loads the widget as the snippet would, but from a script element, since inline scripts are not allowed here. */
function useWidgetScript(id: string): boolean {
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    const script = document.createElement("script");
    script.src = "/widget.js";
    script.async = true;
    script.dataset.widgetId = id;
    script.addEventListener("error", () => setMissing(true));
    document.body.append(script);
    return () => script.remove();
  }, [id]);
  return isMissing;
}
