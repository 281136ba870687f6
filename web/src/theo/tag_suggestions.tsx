// Tags that fit a conversation, asked for once and put on with one click each.
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { Plus, Sparkles } from "lucide-react";
import { useState } from "react";
import { api, must } from "@/api/client";
import { explain } from "@/api/failure";
import type { Conversation } from "@/api/types";
import { useTheoMode } from "./answers";

/** Without those that it has. */
export function useTagSuggestions({ id, tags }: Conversation, isWanted: boolean) {
  const mode = useTheoMode();
  const query = useQuery({
    queryKey: ["theo", "tags", id],
    queryFn: ({ signal }) => must(api.POST("/api/v1/ai/tags", { body: { conversation_id: id }, signal })),
    enabled: isWanted && mode !== null && mode !== "off",
    staleTime: 60_000,
    retry: false,
  });
  return { ...query, suggested: (query.data?.tags ?? []).filter((tag) => !tags.includes(tag)) };
}

export function TagSuggestions({
  conversation,
  onAdd,
}: {
  conversation: Conversation;
  onAdd: (tag: string) => void;
}) {
  const [isWanted, setWanted] = useState(false);
  const { suggested, isPending, error, data } = useTagSuggestions(conversation, isWanted);
  const mode = useTheoMode();
  if (mode === null || mode === "off") return null;
  if (!isWanted || (data && suggested.length === 0 && data.tags.length > 0)) {
    return isWanted ? null : (
      <button
        type="button"
        onClick={() => setWanted(true)}
        className="text-soft hover:bg-hover hover:text-ink -ml-1.5 inline-flex h-6 items-center gap-1 rounded-md px-1.5 text-xs font-medium"
      >
        <Sparkles size={12} aria-hidden />
        {t`Suggest tags`}
      </button>
    );
  }
  if (error) return <span className="text-danger text-xs font-medium">{explain(error)}</span>;
  if (isPending) return <span role="status" className="text-faint text-xs">{t`Looking…`}</span>;
  if (suggested.length === 0) {
    return <span role="status" className="text-faint text-xs">{t`No article's tags fit.`}</span>;
  }
  return (
    <span role="group" aria-label={t`Suggested tags`} className="flex flex-wrap items-center gap-1">
      {suggested.map((tag) => (
        <button
          key={tag}
          type="button"
          aria-label={t`Add the suggested tag ${tag}`}
          onClick={() => onAdd(tag)}
          className="border-accent/40 text-accent hover:bg-accent-soft inline-flex h-6 items-center gap-1 rounded-md border border-dashed px-1.5 text-xs font-medium"
        >
          <Plus size={11} aria-hidden />
          {tag}
        </button>
      ))}
    </span>
  );
}
