import { VELERO_REASONS, type VeleroReason } from '../../lib/drill/verdict-reasons';
import { ApiError } from '../kubernetes';
import { Incident as ForeignIncident } from '../postgres/incident';

/** Something that speaks for or against a drill. */
export interface Finding {
  readonly reason: VeleroReason;
  /** For people. Never a secret. */
  readonly message: string;
}

/** Thrown where a drill cannot go on, with the reason its verdict gets. */
export class Incident extends Error implements Finding {
  constructor(
    readonly reason: VeleroReason,
    message: string,
  ) {
    super(message);
    this.name = 'Incident';
  }

  /** The incident behind anything thrown. Of something unforeseen only the name: its message may quote anything. */
  static of(thrown: unknown): Incident {
    if (thrown instanceof Incident) return thrown;
    // Of the parts that all drills have in common: lock and store.
    if (thrown instanceof ForeignIncident && isReason(thrown.reason))
      return new Incident(thrown.reason, thrown.message);
    if (ApiError.is(thrown))
      return new Incident(thrown.isPassing ? 'api-unavailable' : 'api-refused', thrown.message);
    const name = thrown instanceof Error ? thrown.name : 'a value';
    return new Incident('runner-error', `the runner stopped at an unforeseen ${name}`);
  }
}

function isReason(reason: string): reason is VeleroReason {
  return reason in VELERO_REASONS;
}
