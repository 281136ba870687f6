// Writing to a customer first: opens a conversation with them and leads there.
import { useNavigate } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { MessageCirclePlus } from "lucide-react";
import { useState } from "react";
import { api, must } from "@/api/client";
import { useBusiness } from "@/auth/me";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { useSubmit } from "@/ui/use_submit";

export function StartConversation({ customerId }: { customerId: string }) {
  const business = useBusiness();
  const navigate = useNavigate();
  const [isWriting, setWriting] = useState(false);
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ initial_message = "" }) => {
    const { id } = await must(
      api.POST("/api/v1/conversations/", {
        body: { business_id: business.id, customer_id: customerId, initial_message },
      }),
    );
    await navigate({ to: "/inbox/$view/{-$conversation}", params: { view: "all", conversation: id } });
  });
  if (!isWriting) {
    return (
      <Button onClick={() => setWriting(true)}>
        <MessageCirclePlus size={16} aria-hidden />
        {t`Write to them`}
      </Button>
    );
  }
  return (
    <form onSubmit={onSubmit} className="grid gap-3">
      <FormProblem error={error} />
      <TextField
        label={t`Message`}
        name="initial_message"
        required
        autoFocus
        error={fields.initial_message}
      />
      <div className="flex gap-2">
        <Button type="submit" weight="primary" isBusy={isBusy}>
          {t`Send`}
        </Button>
        <Button onClick={() => setWriting(false)}>{t`Cancel`}</Button>
      </div>
    </form>
  );
}
