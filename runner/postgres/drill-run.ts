import type {
  CheckPlan,
  CheckResult,
  DrillDocument,
  DrilledProtectionPlan,
  DrillTarget,
} from '../../lib/plan';
import type { CheckContext, ContainerExecutor } from '../checks';
import type { DrillMeans } from '../drill/drill-means';
import type { ArchiveInspection } from './archive';
import type { PhaseTimes } from '../drill/phase-times';
import type { DatabaseAccess } from './restored-database';
import type { PostgresSource } from './source';

/** What a drill is done with. */
export interface DrillDependencies extends DrillMeans {
  /** Looks at the archive before anything is made. Throws an Incident. */
  readonly inspectArchive: (
    protection: DrilledProtectionPlan,
    signal: AbortSignal,
  ) => Promise<ArchiveInspection>;
  readonly runChecks: (plans: readonly CheckPlan[], context: CheckContext) => Promise<readonly CheckResult[]>;
  readonly database: DatabaseAccess;
  /** Runs checks that need a container. @default - they are not run */
  readonly containers?: ContainerExecutor;
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
