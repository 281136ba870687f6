// One line of a message for the list, as the server makes it.
import type { Attachment } from "@/api/types";

const longest = 160;

export function preview({
  content,
  attachments = [],
}: {
  content: string;
  attachments?: Attachment[];
}): string {
  const words = content || attachments.map(({ filename }) => filename).join(" ");
  const line = words.replace(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
