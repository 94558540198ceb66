import type { Terminal } from '../terminal';

/** A unified diff with additions and removals in colour, where there is colour. */
export function styledDiff(terminal: Terminal, diff: string): string {
  if (!terminal.hasColour) return diff;
  return diff
    .split('\n')
    .map((line) => {
      if (/^(?:\+\+\+|---|@@) /.test(line)) return terminal.styled('place', line);
      if (line.startsWith('+')) return terminal.styled('added', line);
      return line.startsWith('-') ? terminal.styled('removed', line) : line;
    })
    .join('\n');
}
