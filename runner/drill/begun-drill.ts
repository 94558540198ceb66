import type { DrillDocument, DrillResult } from '../../lib/plan';
import { RUNNER_VERSION } from '../version';
import type { DrillMeans } from './drill-means';
import { PhaseTimes } from './phase-times';

/** A drill that has begun: when, with which versions, and how long its phases took. */
export class BegunDrill {
  readonly startedAt: Date;
  readonly phases: PhaseTimes;
  /** Versions of what took part, by name. Filled as they are seen. */
  readonly versions = new Map([['runner', RUNNER_VERSION]]);

  constructor(
    readonly document: DrillDocument,
    private readonly means: DrillMeans,
  ) {
    this.startedAt = means.now();
    this.phases = new PhaseTimes(means.now, means.log);
  }

  /** The result, with what every kind of drill says alike. */
  result(
    found: Pick<DrillResult, 'verdict' | 'reason' | 'message' | 'targets' | 'archive' | 'restored'>,
    leftBehind: string | undefined,
  ): DrillResult {
    const { id, kind, objectives } = this.document.protection;
    const { verdict, reason, message, targets, archive, restored } = found;
    return {
      protection: id,
      kind,
      mode: 'drill',
      ...{ verdict, reason, message },
      startedAt: this.startedAt.toISOString(),
      finishedAt: this.means.now().toISOString(),
      objectives: { rpo: objectives.rpo, rto: objectives.rto },
      phases: [...this.phases.phases],
      targets,
      ...(archive !== undefined && { archive }),
      ...(restored !== undefined && { restored }),
      versions: Object.fromEntries(this.versions),
      cleanedUp: leftBehind === undefined,
    };
  }
}
