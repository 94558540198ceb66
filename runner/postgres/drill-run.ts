import type {
  CheckPlan,
  CheckResult,
  DrillDocument,
  DrilledProtectionPlan,
  DrillResult,
  DrillTarget,
} from '../../lib/plan';
import type { CheckContext, ContainerExecutor } from '../checks';
import type { Recorder } from '../evidence';
import type { ApiClient } from '../kubernetes';
import type { Log } from '../log';
import type { ArchiveInspection } from './archive';
import type { PhaseTimes } from './phase-times';
import type { DatabaseAccess } from './restored-database';
import type { PostgresSource } from './source';

/** What a drill is done with. */
export interface DrillDependencies {
  readonly client: ApiClient;
  readonly log: Log;
  readonly now: () => Date;
  /** Unique for each run, for example the name of the pod. */
  readonly holder: string;
  /** Looks at the archive before anything is made. Throws an Incident. */
  readonly inspectArchive: (
    protection: DrilledProtectionPlan,
    signal: AbortSignal,
  ) => Promise<ArchiveInspection>;
  /** Aborted where the runner is told to end; its reason is an Incident. */
  readonly stop: AbortSignal;
  readonly runChecks: (plans: readonly CheckPlan[], context: CheckContext) => Promise<readonly CheckResult[]>;
  readonly database: DatabaseAccess;
  /** Runs checks that need a container. @default - they are not run */
  readonly containers?: ContainerExecutor;
  /**
   * Records the result as evidence. A rejection is logged and changes no verdict: what could not be stored is kept by the
   * recorder.
   *
   * @default - nothing is recorded
   */
  readonly record?: Recorder;
  /** Pushes the metrics of a result to a Pushgateway. A rejection is logged and changes no verdict. */
  readonly pushMetrics: (gateway: string, result: DrillResult, signal: AbortSignal) => Promise<void>;
}

/** A drill under way. */
export interface DrillRun {
  readonly document: DrillDocument;
  readonly source: PostgresSource;
  readonly dependencies: DrillDependencies;
  readonly phases: PhaseTimes;
  readonly startedAt: Date;
  /** Aborted at the deadline, at SIGTERM and where the lock is lost. */
  readonly signal: AbortSignal;
  /** Versions of what took part, by name. Filled as they are seen. */
  readonly versions: Map<string, string>;
  /** What the archive showed before anything was made. */
  readonly archive: ArchiveInspection;
}

/** A target with the point in time it means in this run. */
export interface PlannedTarget {
  readonly target: DrillTarget;
  /** RFC 3339. @default - the end of the archive */
  readonly restoredTo?: string;
  readonly checks: readonly CheckPlan[];
}
