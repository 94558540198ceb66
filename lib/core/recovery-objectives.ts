import { Duration, type DurationInput } from './duration';
import { isMarked } from './identity';
import { coreProblems, problem, RestorableError, type Problem } from './problems';
import { Retention, type RetentionInput } from './retention';

const MARK = Symbol.for('restorable.RecoveryObjectives');

/** What is promised for the case that data is lost. */
export interface RecoveryObjectivesProps {
  /** Recovery point objective: how much of the newest data may be lost, as time. */
  readonly rpo: DurationInput;
  /** Recovery time objective: how long getting it back may take. */
  readonly rto: DurationInput;
  /** How long backups are kept. */
  readonly retention: RetentionInput;
}

/** Objectives as written, or a `RecoveryObjectives`. */
export type RecoveryObjectivesInput = RecoveryObjectivesProps | RecoveryObjectives;

/** Recovery point, recovery time and retention of a protected thing. */
export class RecoveryObjectives {
  /** True for objectives of any copy of this package. */
  static is(value: unknown): value is RecoveryObjectives {
    return isMarked(value, MARK);
  }

  /**
   * Reads objectives. All that is wrong with them is in one error.
   *
   * @throws RestorableError `RST101`, `RST106`, `RST109`
   */
  static of(input: RecoveryObjectivesInput): RecoveryObjectives {
    if (RecoveryObjectives.is(input)) return input;
    const problems: Problem[] = [];
    const rpo = gather(problems, 'rpo', () => Duration.of(input.rpo));
    const rto = gather(problems, 'rto', () => Duration.of(input.rto));
    const retention = gather(problems, 'retention', () => Retention.of(input.retention));
    if (rpo !== undefined) problems.push(...emptyPromise('rpo', rpo));
    if (rto !== undefined) problems.push(...emptyPromise('rto', rto));
    if (rpo !== undefined && retention !== undefined && !rpo.isShorterThan(retention.atLeast)) {
      problems.push(
        problem(coreProblems.unmeetableObjectives, {
          property: 'rpo',
          value: rpo.toShort(),
          reason: `Backups may be gone after ${retention.describe()}, so nothing is left that meets this RPO.`,
          fix: 'Choose an RPO shorter than the retention.',
        }),
      );
    }
    if (problems.length > 0 || rpo === undefined || rto === undefined || retention === undefined) {
      throw new RestorableError(problems);
    }
    return new RecoveryObjectives(rpo, rto, retention);
  }

  private constructor(
    /** Recovery point objective: how much of the newest data may be lost, as time. */
    readonly rpo: Duration,
    /** Recovery time objective: how long getting it back may take. */
    readonly rto: Duration,
    /** How long backups are kept. */
    readonly retention: Retention,
  ) {}

  /** @internal */
  get [MARK](): true {
    return true;
  }

  /** These objectives with some of them replaced. @throws RestorableError as `of` */
  with(overrides: Partial<RecoveryObjectivesProps>): RecoveryObjectives {
    return RecoveryObjectives.of({
      rpo: overrides.rpo ?? this.rpo,
      rto: overrides.rto ?? this.rto,
      retention: overrides.retention ?? this.retention,
    });
  }

  /** Whether both promise the same. */
  equals(other: RecoveryObjectivesInput): boolean {
    const { rpo, rto, retention } = RecoveryObjectives.of(other);
    return this.rpo.equals(rpo) && this.rto.equals(rto) && this.retention.equals(retention);
  }

  /** For people: `RPO 15m, RTO 30m, retention 30 days`. */
  toString(): string {
    return `RPO ${this.rpo.toShort()}, RTO ${this.rto.toShort()}, retention ${this.retention.describe()}`;
  }
}

function gather<T>(problems: Problem[], property: string, make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!RestorableError.is(error)) throw error;
    problems.push(...error.problems.map((p) => ({ ...p, property })));
    return undefined;
  }
}

function emptyPromise(property: 'rpo' | 'rto', objective: Duration): Problem[] {
  if (objective.milliseconds > 0) return [];
  return [
    problem(coreProblems.unmeetableObjectives, {
      property,
      value: objective.toShort(),
      reason: property === 'rpo' ? 'No backup loses nothing at all.' : 'No recovery takes no time at all.',
      fix: `Choose a positive ${property.toUpperCase()}.`,
    }),
  ];
}
