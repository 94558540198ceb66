/** One line of an edit script. */
interface Edit {
  readonly kind: ' ' | '-' | '+';
  readonly line: string;
}

const CONTEXT = 3;
/** Beyond this many edits the shortest script is not looked for: everything is replaced. */
const MOST_EDITS = 2000;
const NO_NEWLINE = '\\ No newline at end of file';

/**
 * The difference of two texts in the unified format, with three lines of context; empty where they are equal. `patch`
 * applies it.
 *
 * @param from name of the old file, `/dev/null` where there is none
 * @param to name of the new file, likewise
 */
export function unifiedDiff(old: string, updated: string, from: string, to: string): string {
  if (old === updated) return '';
  const edits = shortestEdits(lines(old), lines(updated));
  return [`--- ${from}`, `+++ ${to}`, ...hunks(edits)].join('\n') + '\n';
}

/** Lines with their newline, so that a missing one at the end is a difference too. */
function lines(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** The shortest edit script, by the greedy algorithm of Myers (1986). */
function shortestEdits(a: readonly string[], b: readonly string[]): Edit[] {
  const trace: Map<number, number>[] = [];
  let frontier = new Map<number, number>([[1, 0]]);
  for (let d = 0; d <= Math.min(a.length + b.length, MOST_EDITS); d++) {
    trace.push(new Map(frontier));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at(frontier, k - 1) < at(frontier, k + 1));
      let x = down ? at(frontier, k + 1) : at(frontier, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      frontier.set(k, x);
      if (x >= a.length && x - k >= b.length) return backtrack(trace, a, b);
    }
    frontier = new Map(frontier);
  }
  return [...a.map((line) => edit('-', line)), ...b.map((line) => edit('+', line))];
}

function backtrack(
  trace: readonly Map<number, number>[],
  a: readonly string[],
  b: readonly string[],
): Edit[] {
  const edits: Edit[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = trace.length - 1; d >= 0; d--) {
    const frontier = trace[d] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -d || (k !== d && at(frontier, k - 1) < at(frontier, k + 1));
    const previousX = at(frontier, down ? k + 1 : k - 1);
    const previousY = previousX - (down ? k + 1 : k - 1);
    while (x > previousX && y > previousY && x > 0 && y > 0) {
      edits.push(edit(' ', a[--x] ?? ''));
      y--;
    }
    if (d === 0) break;
    edits.push(down ? edit('+', b[--y] ?? '') : edit('-', a[--x] ?? ''));
  }
  return edits.reverse();
}

function at(frontier: ReadonlyMap<number, number>, k: number): number {
  return frontier.get(k) ?? -1;
}

function edit(kind: Edit['kind'], line: string): Edit {
  return { kind, line };
}

function hunks(edits: readonly Edit[]): string[] {
  const output: string[] = [];
  const changed = edits.flatMap(({ kind }, index) => (kind === ' ' ? [] : [index]));
  for (let i = 0; i < changed.length;) {
    const start = Math.max(0, (changed[i] ?? 0) - CONTEXT);
    let end = changed[i] ?? 0;
    while (i < changed.length && (changed[i] ?? 0) <= end + 2 * CONTEXT + 1) end = changed[i++] ?? end;
    output.push(...hunk(edits, start, Math.min(edits.length, end + CONTEXT + 1)));
  }
  return output;
}

function hunk(edits: readonly Edit[], start: number, end: number): string[] {
  const count = (from: number, to: number, kind: '-' | '+') =>
    edits.slice(from, to).filter((e) => e.kind === ' ' || e.kind === kind).length;
  const range = (kind: '-' | '+') => {
    const length = count(start, end, kind);
    const first = count(0, start, kind) + (length === 0 ? 0 : 1);
    return `${first},${length}`;
  };
  const body = edits
    .slice(start, end)
    .flatMap(({ kind, line }) =>
      line.endsWith('\n') ? [`${kind}${line.slice(0, -1)}`] : [`${kind}${line}`, NO_NEWLINE],
    );
  return [`@@ -${range('-')} +${range('+')} @@`, ...body];
}
