import { codeOf, messageOf, nameOf } from './thrown';
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
    const reason = isNoSpace(thrown) ? 'out-of-space' : 'rehearsal-error';
    return new Incident(reason, `${VERDICT_REASONS[reason].meaning} ${nameOf(thrown)}${messageOf(thrown)}`, {
      cause: thrown,
    });
  }
}

/** As programs of PostgreSQL pass it on (C library, strerror of ENOSPC). */
export const NO_SPACE = /No space left on device/;

/** ENOSPC of the operating system, or 53100 (disk_full) of PostgreSQL ("PostgreSQL Error Codes"). */
function isNoSpace(thrown: unknown): boolean {
  const code = codeOf(thrown);
  return code === 'ENOSPC' || code === 'EDQUOT' || code === '53100' || NO_SPACE.test(String(thrown));
}
