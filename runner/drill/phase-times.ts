import type { DrillPhase } from '../../lib/plan';
import type { Log } from '../log';

/** Measures the phases of a drill, in the order they began. */
export class PhaseTimes {
  private readonly done: DrillPhase[] = [];

  constructor(
    private readonly now: () => Date,
    private readonly log: Log,
  ) {}

  get phases(): readonly DrillPhase[] {
    return this.done;
  }

  /** Does the work of a phase; it counts also where it fails. */
  async run<T>(name: DrillPhase['name'], work: () => Promise<T>): Promise<T> {
    const startedAt = this.now().toISOString();
    // Not the clock of the machine, which may be set while a phase lasts.
    const begun = performance.now();
    this.log.info('phase started', { phase: name });
    try {
      return await work();
    } finally {
      const duration = Math.round(performance.now() - begun);
      this.done.push({ name, startedAt, duration });
      this.log.info('phase ended', { phase: name, duration });
    }
  }
}
