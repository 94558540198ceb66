import { ApiError } from '../kubernetes';
import type { DrillReason } from '../../lib/drill/verdict-reasons';

/** Something that speaks for or against a drill. */
export interface Finding {
  readonly reason: DrillReason;
  /** For people. Never a secret. */
  readonly message: string;
}

/** Thrown where a drill cannot go on, with the reason its verdict gets. */
export class Incident extends Error implements Finding {
  constructor(
    readonly reason: DrillReason,
    message: string,
  ) {
    super(message);
    this.name = 'Incident';
  }

  /** The incident behind anything thrown. Of something unforeseen only the name: its message may quote anything. */
  static of(thrown: unknown): Incident {
    if (thrown instanceof Incident) return thrown;
    if (ApiError.is(thrown))
      return new Incident(thrown.isPassing ? 'api-unavailable' : 'api-refused', thrown.message);
    const what = thrown instanceof Error ? `an unforeseen ${thrown.name}` : 'something that is no error';
    return new Incident('runner-error', `the runner stopped at ${what}`);
  }
}
