// A question is tried: what Theo would say to it, whether he would send that, and what he found. Nothing is sent or kept.
import { useMutation, useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { FlaskConical } from "lucide-react";
import { useState } from "react";
import { api, must } from "@/api/client";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty_state";
import { TextField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { FoundPassages } from "./found_passages";
import { theoSettingsQuery } from "./queries";
import { TheoFrame } from "./theo_frame";
import { Verdict } from "./verdict";

export function TryPage() {
  const settings = useQuery(theoSettingsQuery).data;
  const [question, setQuestion] = useState("");
  const tried = useMutation({
    mutationFn: (asked: string) => must(api.POST("/api/v1/ai/ask", { body: { question: asked } })),
  });
  const ask = () => {
    if (question.trim() !== "" && !tried.isPending) tried.mutate(question.trim());
  };
  return (
    <TheoFrame>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <TextField
          label={t`Question`}
          rows={2}
          maxLength={2000}
          value={question}
          placeholder={t`As a customer would ask it`}
          help={t`Nothing is sent or kept.`}
          onChange={(event) => setQuestion(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            ask();
          }}
        />
        <Button
          type="submit"
          weight="primary"
          isBusy={tried.isPending}
          disabled={question.trim() === ""}
          className="justify-self-start"
        >
          {t`Ask Theo`}
        </Button>
        <FormProblem error={tried.error} />
      </form>
      <div aria-live="polite" className="grid gap-9">
        {tried.isPending ? (
          <Skeleton className="h-56 w-full rounded-xl" />
        ) : tried.data ? (
          <>
            <Verdict asked={tried.variables} tried={tried.data} mode={settings?.mode} />
            <FoundPassages passages={tried.data.passages} />
          </>
        ) : (
          !tried.error && (
            <EmptyState icon={<FlaskConical size={22} />} title={t`What would he say?`}>
              {t`Ask what your customers ask. You see his answer, how sure he is, and the passages that he found.`}
            </EmptyState>
          )
        )}
      </div>
    </TheoFrame>
  );
}
