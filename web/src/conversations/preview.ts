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

/** The line as it is read: without the marks of the Markdown that the team and Theo write. */
export const unmarked = (line: string): string =>
  line
    .replace(/!?\[([^\]]*)\]\([^)\s]*\)/g, "$1")
    .replace(/^(?:#{1,6}|>|[-*+])\s+/, "")
    .replace(/\*\*|__|`/g, "")
    .replace(/(^|[^\p{L}\p{N}])[*_](\S(?:[^*_]*\S)?)[*_](?![\p{L}\p{N}])/gu, "$1$2");
