// Over the messages, on request: what they are about in short.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { Copy, X } from "lucide-react";
import { useEffect, useState } from "react";
import { api, must } from "@/api/client";
import { explain } from "@/api/failure";
import type { Message } from "@/api/types";
import { keysOf } from "@/conversations/keymap";
import { Button, IconButton } from "@/ui/button";
import { Markdown } from "@/ui/markdown";
import { Skeleton } from "@/ui/skeleton";
import { say, sayProblem } from "@/ui/toasts";
import { useTheoMode } from "./answers";
import { theoHandles } from "./handles";
import { TheoMark } from "./theo_mark";

export function SummaryCard({ conversationId, messages }: { conversationId: string; messages: Message[] }) {
  const newest = messages.at(-1)?.id ?? null;
  /** The newest message when it was asked for. */
  const [upTo, setUpTo] = useState<string | null>(null);
  const query = useQuery({
    queryKey: ["theo", "summary", conversationId, upTo],
    queryFn: ({ signal }) =>
      must(api.POST("/api/v1/ai/summary", { body: { conversation_id: conversationId }, signal })),
    enabled: upTo !== null,
    staleTime: Infinity,
    retry: false,
  });

  const isOff = useTheoMode() === "off";
  useEffect(() => {
    if (isOff) return;
    // Once more closes it, unless more was said meanwhile.
    theoHandles.summary = () => setUpTo((before) => (before === newest ? null : newest));
    return () => {
      theoHandles.summary = null;
    };
  }, [newest, isOff]);

  if (upTo === null) return null;

  async function copy(summary: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(summary);
      say(t`Summary copied`);
    } catch (error) {
      sayProblem(error);
    }
  }

  const summary = query.data?.summary;
  return (
    <section
      aria-label={t`Summary`}
      aria-busy={query.isFetching}
      className="border-line bg-accent-soft/35 animate-rise border-b px-4 py-2.5 max-md:px-3"
    >
      <div className="flex min-h-6 items-center gap-2">
        <TheoMark size="tiny" />
        <h3 className="text-sm font-semibold">{t`Summary`}</h3>
        <span className="-my-1 ms-auto flex">
          {summary && (
            <IconButton label={t`Copy the summary`} onClick={() => void copy(summary)}>
              <Copy size={15} />
            </IconButton>
          )}
          <IconButton
            label={t`Dismiss the summary`}
            keys={upTo === newest ? keysOf("summary") : undefined}
            onClick={() => setUpTo(null)}
          >
            <X size={16} />
          </IconButton>
        </span>
      </div>
      <div
        role="region"
        aria-label={t`Text of the summary`}
        tabIndex={0}
        className="focus-inset mt-1.5 max-h-[min(14rem,28vh)] overflow-y-auto rounded-md text-sm"
      >
        {query.isError ? (
          <div className="flex flex-wrap items-center gap-2">
            <p role="alert" className="text-danger font-medium">
              {explain(query.error)}
            </p>
            <Button size="small" onClick={() => void query.refetch()}>
              {t`Try again`}
            </Button>
          </div>
        ) : summary === undefined ? (
          <div role="status" aria-label={t`Summing up`} className="grid gap-2 py-1">
            <Skeleton className="h-3 w-11/12" />
            <Skeleton className="h-3 w-2/3" />
          </div>
        ) : (
          <div role="status">
            <Markdown source={summary} />
          </div>
        )}
      </div>
    </section>
  );
}
