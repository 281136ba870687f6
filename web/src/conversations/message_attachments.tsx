// The files of a message: pictures, sound and film in place, everything else as a card to download.
import { t } from "@lingui/core/macro";
import { Download, FileText, FileX, LoaderCircle } from "lucide-react";
import type { Attachment } from "@/api/types";

const pictures = ["image/jpeg", "image/png", "image/gif", "image/webp", "image/avif", "image/bmp"];
/** Pixels of the longer side, as the server makes small pictures. */
const longest = 320;
const film = "max-h-80 max-w-full rounded-lg";

export function MessageAttachments({ attachments }: { attachments: Attachment[] }) {
  if (attachments.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-col gap-1.5 first:mt-0">
      {attachments.map((attachment) => (
        <li key={attachment.id} className="max-w-full">
          <OneAttachment attachment={attachment} />
        </li>
      ))}
    </ul>
  );
}

function OneAttachment({ attachment }: { attachment: Attachment }) {
  const { content_type, filename, state } = attachment;
  const url = here(attachment.url);
  if (state === "waiting") {
    return (
      <Card attachment={attachment} icon={<LoaderCircle size={18} aria-hidden />} line={t`Being prepared…`} />
    );
  }
  if (state === "failed") {
    return (
      <Card
        attachment={attachment}
        icon={<FileX size={18} aria-hidden />}
        line={attachment.error ?? t`Can't be shown`}
      />
    );
  }
  if (pictures.includes(content_type)) return <Picture attachment={attachment} />;
  if (content_type.startsWith("video/")) {
    // What customers record has no captions.
    // oxlint-disable-next-line jsx-a11y/media-has-caption
    return <video controls preload="metadata" src={url} aria-label={filename} className={film} />;
  }
  if (content_type.startsWith("audio/")) {
    // oxlint-disable-next-line jsx-a11y/media-has-caption
    return <audio controls preload="metadata" src={url} aria-label={filename} className="max-w-full" />;
  }
  return (
    <a href={url} download={filename} className="block rounded-lg hover:brightness-97">
      <Card
        attachment={attachment}
        icon={<FileText size={18} aria-hidden />}
        line={sizeInWords(attachment.size)}
        end={<Download size={15} aria-hidden className="text-soft shrink-0" />}
      />
    </a>
  );
}

function Picture({ attachment }: { attachment: Attachment }) {
  const { filename, width, height, thumbnail_url, url } = attachment;
  const scale = width && height ? Math.min(1, longest / Math.max(width, height)) : 1;
  return (
    <a href={here(url)} target="_blank" rel="noreferrer noopener" className="block">
      <img
        src={here(thumbnail_url ?? url)}
        alt={filename}
        width={width ? Math.round(width * scale) : undefined}
        height={height ? Math.round(height * scale) : undefined}
        loading="lazy"
        className="bg-ink/5 h-auto max-w-full rounded-lg"
      />
    </a>
  );
}

interface CardProps {
  attachment: Attachment;
  icon: React.ReactNode;
  line: string;
  end?: React.ReactNode;
}

function Card({ attachment, icon, line, end }: CardProps) {
  return (
    <span className="border-line bg-raised text-ink flex max-w-80 items-center gap-2.5 rounded-lg border px-3 py-2">
      <span className="text-soft shrink-0">{icon}</span>
      <span className="min-w-0 flex-1">
        <bdi className="block truncate text-sm font-medium">{attachment.filename}</bdi>
        <span className="text-faint block text-xs">{line}</span>
      </span>
      {end}
    </span>
  );
}

/** Files are read from where the app came from, by whatever name this server is known. */
export function here(url: string): string {
  const { pathname, search } = new URL(url, location.origin);
  return pathname + search;
}

export function sizeInWords(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte"] as const;
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  const format = new Intl.NumberFormat(undefined, {
    style: "unit",
    unit: units[step],
    maximumFractionDigits: step,
  });
  return format.format(bytes / 1000 ** step);
}
