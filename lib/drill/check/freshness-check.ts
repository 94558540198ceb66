import { Duration, drillProblems, fail, type DurationInput } from '../../core';
import type { FreshnessCheckPlan } from '../../plan';
import { ANYWHERE, BaseCheck, type CheckContext, type CheckOptions } from './base-check';

/** How the age of restored data is measured. */
export interface ExpectedFreshness extends CheckOptions {
  /**
   * `witness`: the newest heartbeat in the restored database, the only one that also tells how long an idle source had
   * nothing to say. `lastCommit`: the time of the newest commit that recovery replayed. `archive`: the time at which the
   * newest restored WAL segment was archived.
   */
  readonly by: FreshnessCheckPlan['by'];
  /** How old it may be. @default - the RPO */
  readonly within?: DurationInput;
}

/** The restored data is recent. */
export class FreshnessCheck extends BaseCheck {
  /** Throws RST101, RST603, RST612. */
  static of(expected: ExpectedFreshness): FreshnessCheck {
    const within = expected.within === undefined ? undefined : Duration.of(expected.within);
    if (within !== undefined && within.seconds <= 0) {
      fail(drillProblems.impossibleExpectation, {
        property: 'within',
        value: expected.within,
        reason: 'restored data is always older than that',
      });
    }
    return new FreshnessCheck(expected.by, within, expected);
  }

  readonly runsIn = ANYWHERE;

  private constructor(
    private readonly by: FreshnessCheckPlan['by'],
    private readonly within: Duration | undefined,
    options: CheckOptions,
  ) {
    super(
      `freshness by ${{ witness: 'witness', lastCommit: 'last commit', archive: 'archive time' }[by]}`,
      '1m',
      options,
    );
  }

  override get readsData(): boolean {
    return true;
  }

  override get needsWitness(): 'nothing' | 'heartbeat' {
    return this.by === 'witness' ? 'heartbeat' : 'nothing';
  }

  override plan({ rpo }: CheckContext): FreshnessCheckPlan {
    return { ...this.base, kind: 'sql.freshness', by: this.by, within: this.within?.seconds ?? rpo };
  }
}
