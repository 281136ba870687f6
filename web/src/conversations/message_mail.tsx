// What a mail has beside its text: who else got it, what is to be known of its sender, and the mail as it came.
import { t } from "@lingui/core/macro";
import { Bot, ImageOff, MailOpen, ShieldAlert } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import type { Mail, Message } from "@/api/types";
import { classes } from "@/ui/classes";
import { here } from "./message_attachments";
import { isSame, isUnproven, named } from "./people";

/** Over the text: whoever is not expected there, and what is doubtful. */
export function MailHead({ mail, customerEmail }: { mail: Mail; customerEmail: string | null | undefined }) {
  const author = mail.from;
  const isStranger = author && customerEmail && !isSame(author.address, customerEmail);
  return (
    <>
      {isStranger && <HeadLine label={t`From`}>{named(author)}</HeadLine>}
      {mail.cc.length > 0 && <HeadLine label={t`Cc`}>{mail.cc.map(named).join(", ")}</HeadLine>}
      {mail.bcc.length > 0 && <HeadLine label={t`Bcc`}>{mail.bcc.map(named).join(", ")}</HeadLine>}
      {mail.is_automatic && (
        <p className="text-faint mb-1 flex items-center gap-1.5 text-xs font-medium">
          <Bot size={13} aria-hidden />
          {t`Written by a program or a mailing list`}
        </p>
      )}
      {isUnproven(mail) && (
        <p className="text-danger mb-1 flex items-center gap-1.5 text-xs font-medium">
          <ShieldAlert size={13} aria-hidden />
          {t`The sender's address may be forged: their mail server does not vouch for it.`}
        </p>
      )}
    </>
  );
}

function HeadLine({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p className="text-soft mb-1 text-xs wrap-anywhere">
      <span className="font-semibold">{label}</span> <bdi>{children}</bdi>
    </p>
  );
}

/** Under the text: the way to the mail itself. */
export function MailOriginal({ message, mail }: { message: Message; mail: Mail }) {
  const [isShown, setShown] = useState(false);
  const [hasImages, setImages] = useState(false);
  if (!mail.original_url) return null;
  return (
    <div className="mt-1.5 max-w-full">
      <div className="text-soft flex flex-wrap gap-x-3 text-xs font-medium">
        <TextButton isOn={isShown} onClick={() => setShown(!isShown)}>
          <MailOpen size={13} aria-hidden />
          {isShown ? t`Hide the mail` : t`Show the mail`}
        </TextButton>
        {isShown && mail.has_remote_images && !hasImages && (
          <TextButton onClick={() => setImages(true)}>
            <ImageOff size={13} aria-hidden />
            {t`Load pictures: tells the sender that it is read`}
          </TextButton>
        )}
      </div>
      {isShown && (
        <Frame
          key={String(hasImages)}
          title={t`The mail: ${mail.subject || message.content.slice(0, 40)}`}
          src={here(mail.original_url) + (hasImages ? "&images=1" : "")}
        />
      )}
    </div>
  );
}

function TextButton({
  isOn,
  onClick,
  children,
}: {
  isOn?: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-expanded={isOn}
      onClick={onClick}
      className="hover:text-ink inline-flex items-center gap-1.5 underline-offset-2 hover:underline"
    >
      {children}
    </button>
  );
}

/** Pixels: the frame tells how tall the mail is, but never less than it is itself. */
const lowest = 48;

/** As tall as the mail, up to a limit: nothing in it runs, so that it can't grow afterwards but by its pictures. */
function Frame({ title, src }: { title: string; src: string }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [height, setHeight] = useState<number | null>(null);
  return (
    <iframe
      ref={frame}
      title={title}
      src={src}
      // Its own policy says the same; scripts never run in it.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      onLoad={() => setHeight(frame.current?.contentDocument?.documentElement.scrollHeight ?? 240)}
      style={{ height: Math.min(height ?? lowest, 560) }}
      className={classes(
        "border-line mt-1.5 block w-[40rem] max-w-full rounded-lg border bg-white transition-opacity",
        height === null && "opacity-60",
      )}
    />
  );
}
