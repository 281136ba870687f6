// One line of a message for the list, as the server makes it.

const longest = 160;

export function preview(content: string): string {
  const line = content.replace(/\s+/g, " ").trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
