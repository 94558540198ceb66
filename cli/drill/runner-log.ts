import type { DrillResult } from '../../lib/plan';
import { tryReadResult } from './drill-status';

/** How a run ended, where there is no more than that. */
export interface RunOutcome {
  readonly verdict: DrillResult['verdict'];
  readonly reason: string;
  readonly message: string;
}

/** What the log of a runner tells, line by line. */
export class RunnerLog {
  /** Everything that the drill found. @default - it has not come to that */
  result: DrillResult | undefined;
  /** What the runner ended with. @default - it has not ended */
  outcome: RunOutcome | undefined;
  /** What it could not do besides, for people. */
  readonly troubles: string[] = [];
  private read = 0;

  /**
   * Takes the line with a number, counted from 0; those known already are left out, since a log that broke off is read anew.
   *
   * @returns the phase that begins with it, if one does
   */
  take(line: string, number: number): string | undefined {
    if (number < this.read) return undefined;
    this.read = number + 1;
    const fields = fieldsOf(line);
    const { level, message, phase, result, verdict, reason } = fields;
    if (typeof message !== 'string') return undefined;
    if (typeof result === 'string') this.result = tryReadResult(result) ?? this.result;
    if (typeof reason === 'string' && isVerdict(verdict)) this.outcome = { verdict, reason, message };
    else if (level === 'error')
      this.troubles.push(typeof reason === 'string' ? `${message}: ${reason}` : message);
    return message === 'phase started' && typeof phase === 'string' ? phase : undefined;
  }
}

function fieldsOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isVerdict(value: unknown): value is DrillResult['verdict'] {
  return value === 'passed' || value === 'failed' || value === 'inconclusive';
}
