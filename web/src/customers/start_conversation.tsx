// Writing to a customer first: opens a conversation with them and leads there.
import { useNavigate } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { t } from "@lingui/core/macro";
import { MessageCirclePlus } from "lucide-react";
import { useState } from "react";
import { api, must } from "@/api/client";
import { useBusiness } from "@/auth/me";
import { accountOf } from "@/channels/account";
import { channelsQuery } from "@/channels/queries";
import { Button } from "@/ui/button";
import { channelName } from "@/ui/channel_icon";
import { InputField, SelectField, TextField } from "@/ui/field";
import { FormProblem } from "@/ui/problem";
import { useSubmit } from "@/ui/use_submit";

export function StartConversation({ customerId }: { customerId: string }) {
  const business = useBusiness();
  const navigate = useNavigate();
  const [isWriting, setWriting] = useState(false);
  const channels = useQuery(channelsQuery).data?.filter(({ is_active }) => is_active) ?? [];
  const [channelId, setChannelId] = useState<string>();
  const channel = channels.find(({ id }) => id === channelId) ?? channels[0];
  const { isBusy, error, fields, onSubmit } = useSubmit(async ({ initial_message = "", subject }) => {
    const { id } = await must(
      api.POST("/api/v1/conversations/", {
        body: {
          business_id: business.id,
          customer_id: customerId,
          channel_id: channel?.id,
          subject: subject?.trim() || null,
          initial_message,
        },
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
      {channels.length > 1 && (
        <SelectField label={t`By`} value={channel?.id} onChange={(event) => setChannelId(event.target.value)}>
          {channels.map((one) => (
            <option key={one.id} value={one.id}>
              {[channelName(one.type), accountOf(one)].filter(Boolean).join(" · ")}
            </option>
          ))}
        </SelectField>
      )}
      {channel?.capabilities.subject && (
        <InputField label={t`Subject`} name="subject" maxLength={300} error={fields.subject} />
      )}
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
