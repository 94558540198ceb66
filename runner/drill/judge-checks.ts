import type { CheckResult } from '../../lib/plan';
import type { Finding } from './incident';

/** What the checks of a drill say against it: what does not hold, and what nobody could find out. */
export interface CheckFindings {
  readonly failed: readonly Finding[];
  readonly unknown: readonly Finding[];
}

/** How checks are judged. */
export interface CheckJudging {
  /** Begins each message, where a drill restores more than once, for example `restored to …, `. @default - nothing */
  readonly where?: string;
  /** Whether it counts that a check does not hold, or said nothing. @default - of all */
  readonly isHeard?: (check: CheckResult) => boolean;
}

/** Judges checks. */
export function judgeChecks(
  checks: readonly CheckResult[],
  { where = '', isHeard = () => true }: CheckJudging = {},
): CheckFindings {
  const withStatus = (status: CheckResult['status'], reason: 'check-failed' | 'check-error') =>
    checks
      .filter((check) => check.status === status && isHeard(check))
      .map((check): Finding => ({ reason, message: `${where}${textOf(check)}` }));
  const nothingRan: Finding = {
    reason: 'no-check-ran',
    message: `${where}none of ${checks.length} checks ran`,
  };
  return {
    failed: withStatus('failed', 'check-failed'),
    unknown: [
      ...withStatus('error', 'check-error'),
      ...(checks.every(({ status }) => status === 'not-run') ? [nothingRan] : []),
    ],
  };
}

/** Seconds, for people. */
export function secondsText(value: number | undefined): string {
  return value === undefined ? 'unknown' : `${value.toFixed(1)} s`;
}

function textOf({ name, expected, actual, reason }: CheckResult): string {
  const found = actual === undefined ? '' : `, found ${actual}`;
  const why = reason === undefined ? '' : ` (${reason})`;
  return `check '${name}': expected ${expected}${found}${why}`;
}
