import { Duration, drillProblems, fail, type DurationInput } from '../core';
import type { DrillTarget } from '../plan';

/** A point in time that a drill restores to. */
export class RestoreTo {
  /** The end of the archive: what a recovery after a disaster would give. */
  static latest(): RestoreTo {
    return new RestoreTo(undefined);
  }

  /**
   * A time before the newest archived commit: what a recovery after a mistake would give. Not an absolute time, since
   * PostgreSQL refuses a target after the last archived commit, and an old one leaves the retention.
   *
   * Throws RST101, RST619.
   */
  static pointInTime(options: { /** How long before it. */ readonly before: DurationInput }): RestoreTo {
    const before = Duration.of(options.before);
    if (before.seconds < 1) {
      fail(drillProblems.invalidTarget, {
        property: 'before',
        value: options.before,
        reason:
          'a point in time lies before the newest archived commit; the end of the archive is RestoreTo.latest()',
      });
    }
    return new RestoreTo(before);
  }

  private constructor(
    /** How long before the newest archived commit; undefined: the end of the archive. */
    readonly before: Duration | undefined,
  ) {}

  /** As the recovery plan has it. */
  plan(): DrillTarget {
    return this.before === undefined
      ? { kind: 'latest' }
      : { kind: 'pointInTime', before: this.before.seconds };
  }

  toString(): string {
    return this.before === undefined
      ? 'latest'
      : `${this.before.toShort()} before the newest archived commit`;
  }
}
