// One channel, for its owner: how it is connected, whether it works, what to enter at the company, what came in.
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { t } from "@lingui/core/macro";
import { ArrowLeft, CircleAlert, CircleCheck, ExternalLink, RotateCw } from "lucide-react";
import { api, must } from "@/api/client";
import type { Channel, ChannelKind } from "@/api/types";
import { useIsOwner } from "@/auth/me";
import { Button } from "@/ui/button";
import { channelName } from "@/ui/channel_icon";
import { Copyable } from "@/ui/copyable";
import { Page, Section } from "@/ui/page";
import { Problem } from "@/ui/problem";
import { Skeleton } from "@/ui/skeleton";
import { say, sayProblem } from "@/ui/toasts";
import { accountOf } from "./account";
import { configValue } from "./channel_config";
import { ChannelForm } from "./channel_form";
import { Deliveries } from "./deliveries";
import { channelKindsQuery, channelsQuery } from "./queries";
import { guideOf } from "./steps";

export function ChannelPage() {
  const { channel: id } = useParams({ from: "/workspace/settings/channels/$channel" });
  const navigate = useNavigate();
  const isOwner = useIsOwner();
  // A job asks the company; what it says stands with the channel a moment later.
  const channels = useQuery({ ...channelsQuery, refetchInterval: 3000 });
  const kinds = useQuery(channelKindsQuery);
  const failed = channels.error ?? kinds.error;
  if (failed)
    return <Problem error={failed} onRetry={() => void Promise.all([channels.refetch(), kinds.refetch()])} />;
  if (!channels.data || !kinds.data) return <Skeleton className="m-8 h-96 rounded-xl" />;
  // The address of a new one names its kind.
  const channel = channels.data.find((one) => one.id === id) ?? null;
  const kind = kinds.data.find(({ type }) => type === (channel?.type ?? id));
  if (!isOwner || !kind || kind.fields.length === 0) {
    return (
      <Page title={t`Channel`}>
        <Back />
        <p className="text-soft">{t`There is no such channel, or only the owner may change it.`}</p>
      </Page>
    );
  }
  const name = channelName(kind.type);
  return (
    <Page title={channel ? name : t`Connect ${name}`} lead={channel ? accountOf(channel) : undefined}>
      <Back />
      {channel && <State channel={channel} />}
      <Steps kind={kind} isNew={!channel} />
      <Section title={channel ? t`Settings` : t`What you have from there`}>
        <ChannelForm
          key={channel?.id}
          kind={kind}
          channel={channel}
          onSaved={(saved) =>
            void navigate({ to: "/settings/channels/$channel", params: { channel: saved }, replace: true })
          }
        />
      </Section>
      {channel && <Enter channel={channel} />}
      {channel && (
        <Section
          title={t`What came in`}
          lead={t`Everything that was posted to this channel, kept for a week as it came.`}
        >
          <Deliveries channel={channel} />
        </Section>
      )}
    </Page>
  );
}

function Back() {
  return (
    <Link
      to="/settings/channels"
      className="text-soft hover:text-ink -mt-3 inline-flex w-fit items-center gap-1.5 text-sm font-medium"
    >
      <ArrowLeft size={14} aria-hidden />
      {t`All channels`}
    </Link>
  );
}

function State({ channel }: { channel: Channel }) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Health channel={channel} />
      {channel.is_active && <CheckButton channel={channel} />}
    </div>
  );
}

/** Switching on what is on lets the server ask the company again. */
function CheckButton({ channel }: { channel: Channel }) {
  const check = useMutation({
    mutationFn: () =>
      must(
        api.PATCH("/api/v1/channels/{channel_id}", {
          params: { path: { channel_id: channel.id } },
          body: { is_active: true },
        }),
      ),
    onSuccess: () => say(t`The provider is asked now`),
    onError: sayProblem,
  });
  return (
    <Button size="small" isBusy={check.isPending} onClick={() => check.mutate()}>
      <RotateCw size={13} aria-hidden />
      {t`Check again`}
    </Button>
  );
}

function Health({ channel }: { channel: Channel }) {
  if (!channel.is_active) return <p className="text-soft text-sm">{t`It is switched off.`}</p>;
  if (channel.problem) {
    return (
      <p role="status" className="border-danger/40 text-danger flex gap-2.5 rounded-xl border p-4 text-sm">
        <CircleAlert size={17} aria-hidden className="mt-px shrink-0" />
        <span className="text-pretty">{channel.problem}</span>
      </p>
    );
  }
  return (
    <p role="status" className="text-soft flex items-center gap-2.5 text-sm">
      <CircleCheck size={17} aria-hidden className="text-good shrink-0" />
      {t`No trouble is known.`}
    </p>
  );
}

function Steps({ kind, isNew }: { kind: ChannelKind; isNew: boolean }) {
  const { before, link } = guideOf(kind.type);
  if (!isNew || before.length === 0) return null;
  return (
    <Section title={t`First, at the provider`}>
      <ol className="marker:text-faint grid list-decimal gap-2 ps-5 text-sm text-pretty">
        {before.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {link && (
        <a
          href={link}
          target="_blank"
          rel="noreferrer noopener"
          className="text-accent mt-3 inline-flex items-center gap-1.5 text-sm font-medium underline underline-offset-2"
        >
          {t`How the provider explains it`}
          <ExternalLink size={13} aria-hidden />
        </a>
      )}
    </Section>
  );
}

/** What is to be entered at the company, to be copied. */
function Enter({ channel }: { channel: Channel }) {
  const { after } = guideOf(channel.type);
  const config = channel.config as Record<string, unknown>;
  const token = configValue(config, "_meta_setup_instructions.verify_token");
  if (after.length === 0 || !channel.callback_url) return null;
  return (
    <Section title={t`Then, at the provider`}>
      <ol className="mb-4 grid gap-2 text-sm text-pretty">
        {after.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div className="grid max-w-xl gap-3">
        <Copyable label={t`Callback URL`} value={channel.callback_url} />
        {typeof token === "string" && <Copyable label={t`Verify token`} value={token} />}
      </div>
    </Section>
  );
}
