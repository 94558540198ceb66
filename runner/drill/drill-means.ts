import type { Tellers } from './tell';

/** What every drill is done with. */
export interface DrillMeans extends Tellers {
  readonly now: () => Date;
  /** Unique for each run, for example the name of the pod. */
  readonly holder: string;
  /** Aborted where the runner is told to end; its reason is an Incident. */
  readonly stop: AbortSignal;
}
