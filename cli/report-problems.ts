import { formatProblem, type Problem } from '../lib/core/problems';
import { counted } from '../lib/report/words';
import type { Host } from './host';
import { Terminal } from './terminal';

/**
 * Tells all problems: as text on the stream for messages, errors first, or as `{"problems": […]}` on the one for data.
 */
export function reportProblems(problems: readonly Problem[], host: Host, as: 'text' | 'json'): void {
  if (as === 'json') {
    Terminal.output(host).line(JSON.stringify({ problems }, undefined, 2));
    return;
  }
  if (problems.length === 0) return;
  const terminal = Terminal.messages(host);
  const errors = problems.filter((p) => p.severity === 'error');
  const ordered = [...errors, ...problems.filter((p) => p.severity !== 'error')];
  const lines = ordered.map((p) => styled(terminal, p, isPlaceless(p) ? oneLine(p) : formatProblem(p)));
  if (errors.length > 0 && ordered.length > 1) {
    const warnings = ordered.length - errors.length;
    lines.push(
      terminal.styled('quiet', `${counted(errors.length, 'error')}, ${counted(warnings, 'warning')}`),
    );
  }
  terminal.line(lines.join(ordered.every(isPlaceless) ? '\n' : '\n\n'));
}

/** A problem of the machine or the command line: there is no place in the composition to show. */
function isPlaceless(p: Problem): boolean {
  return p.path === '' && p.property === undefined;
}

/** One line with everything there is to do about it. */
function oneLine(p: Problem): string {
  const value = p.value === undefined ? '' : `${p.value}: `;
  return `${p.severity} ${p.code}: ${p.title}: ${sentence(`${value}${p.reason}`)} ${p.fix}`;
}

function sentence(text: string): string {
  const line = text.replaceAll(/\s*\n\s*/g, ' ');
  return /[.!?]$/.test(line) ? line : `${line}.`;
}

function styled(terminal: Terminal, p: Problem, text: string): string {
  const head = `${p.severity} ${p.code}`;
  return `${terminal.styled(p.severity, head)}${text.slice(head.length)}`;
}
