import type { Problem } from './problem';

/** The report of all problems as plain text: errors first, each with place, value, reason, fix and link. */
export function formatProblems(problems: readonly Problem[]): string {
  const errors = problems.filter((p) => p.severity === 'error');
  const warnings = problems.filter((p) => p.severity === 'warning');
  return [...errors, ...warnings].map(formatProblem).join('\n\n');
}

/** One problem as a few lines of plain text. */
export function formatProblem(p: Problem): string {
  const place = [p.path, p.property].filter((part) => part !== undefined && part !== '').join(' · ');
  return [
    `${p.severity} ${p.code}: ${p.title}`,
    ...(place === '' ? [] : [`  at      ${place}`]),
    ...(p.value === undefined ? [] : [`  value   ${p.value}`]),
    `  reason  ${p.reason}`,
    `  fix     ${p.fix}`,
    `  see     ${p.docs}`,
  ].join('\n');
}
