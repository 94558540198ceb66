import { VERDICT_REASONS, type VerdictReasonCode } from './verdict-reasons';

/** What ended a rehearsal early, or spoke against the backup. */
export interface Finding {
  readonly reason: VerdictReasonCode;
  /** For people. Never a secret. */
  readonly message: string;
}

/** Thrown where a rehearsal cannot go on, with the reason its verdict gets. */
export class Incident extends Error implements Finding {
  constructor(
    readonly reason: VerdictReasonCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
    this.name = 'Incident';
  }

  /**
   * The incident behind anything thrown: itself, no space left where the system said so, or something unforeseen. Of that
   * only the first line is kept.
   */
  static of(thrown: unknown): Incident {
    if (thrown instanceof Incident) return thrown;
    const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    const [line = ''] = text.split('\n', 1);
    const reason = isNoSpace(thrown) ? 'out-of-space' : 'rehearsal-error';
    return new Incident(reason, `${VERDICT_REASONS[reason].meaning} ${line}`, { cause: thrown });
  }
}

/** ENOSPC of the operating system, or 53100 (disk_full) of PostgreSQL ("PostgreSQL Error Codes"). */
function isNoSpace(thrown: unknown): boolean {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return false;
  return thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT' || thrown.code === '53100';
}
