// Which lines went and which came between two texts: the longest common lines stay. Pure.

export interface DiffLine {
  kind: "same" | "gone" | "new";
  text: string;
}

/** Lines times lines that are compared one by one; beyond it, what differs is told as a whole. */
const most = 4_000_000;

export function lineDiff(before: string, after: string): DiffLine[] {
  const [one, other] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (end < one.length - start && end < other.length - start && one.at(-1 - end) === other.at(-1 - end))
    end += 1;
  const of = (kind: DiffLine["kind"], lines: string[]) => lines.map((text) => ({ kind, text }));
  const [gone, come] = [one.slice(start, one.length - end), other.slice(start, other.length - end)];
  const middle =
    gone.length * come.length > most ? [...of("gone", gone), ...of("new", come)] : compared(gone, come);
  return [...of("same", one.slice(0, start)), ...middle, ...of("same", one.slice(one.length - end))];
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\r\n?/g, "\n").split("\n");
}

function compared(gone: string[], come: string[]): DiffLine[] {
  // How many lines are common to what follows in both, from each pair of places on.
  const width = come.length + 1;
  const common = new Uint32Array((gone.length + 1) * width);
  const at = (row: number, column: number) => common[row * width + column] ?? 0;
  for (let row = gone.length - 1; row >= 0; row -= 1)
    for (let column = come.length - 1; column >= 0; column -= 1)
      common[row * width + column] =
        gone[row] === come[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const lines: DiffLine[] = [];
  let [row, column] = [0, 0];
  while (row < gone.length || column < come.length) {
    if (row < gone.length && gone[row] === come[column]) {
      lines.push({ kind: "same", text: gone[row++]! });
      column += 1;
    } else if (row < gone.length && (column === come.length || at(row + 1, column) >= at(row, column + 1)))
      lines.push({ kind: "gone", text: gone[row++]! });
    else lines.push({ kind: "new", text: come[column++]! });
  }
  return lines;
}

/** Without what stays, but for a few lines around each change; null stands for a gap. */
export function withGaps(lines: DiffLine[], around = 2): (DiffLine | null)[] {
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== "same"),
  );
  return lines.flatMap((line, index) => {
    if (isNear[index]) return [line];
    return index > 0 && !isNear[index - 1] ? [] : [null];
  });
}
