import type { DrillPlan } from './drill-plan';

/** One protected thing: what it is, what is promised, how it is backed up, and its drill or the waiver in its place. */
export interface ProtectionPlan {
  /** Unique in the plan and stable: `cluster/environment/name`. */
  readonly id: string;
  /** Kind of protection, for example `PostgresCluster`. */
  readonly kind: string;
  readonly cluster: string;
  readonly environment: string;
  readonly namespace: string;
  readonly name: string;
  readonly objectives: ObjectivesPlan;
  readonly backup: BackupPlan;
  /** What a drill must know of the source to rebuild it. The shape belongs to the kind of protection. */
  readonly source: Readonly<Record<string, unknown>>;
  /** Claims (names, or prefixes ending in `*`) whose data this protection owns, so that no volume is backed up twice. */
  readonly volumes: readonly string[];
  readonly witness?: WitnessPlan;
  readonly drill: DrillPlan | WaivedDrillPlan;
}

/** Objectives in seconds. */
export interface ObjectivesPlan {
  readonly rpo: number;
  readonly rto: number;
  /** Shortest time a backup is kept. */
  readonly retention: number;
}

/** How a protected thing is backed up. */
export interface BackupPlan {
  /** For people, for example `base backups and WAL (Barman Cloud plugin)`. */
  readonly method: string;
  /** Cron text of the (base) backups in the dialect of its controller, UTC. */
  readonly schedule: string;
  /** For people, for example `daily at 02:00 UTC`. */
  readonly scheduleText: string;
  /** Longest time between two (base) backups, seconds. */
  readonly longestGap: number;
  /** As its controller is told it, for example `30d`. */
  readonly retention: string;
  readonly archive: ArchivePlan;
  /** How it is recovered, for people: `point-in-time recovery into a new Cluster`. */
  readonly recovery: string;
}

/** Where the backups of one writer are. */
export interface ArchivePlan {
  /** Store identity, `endpoint/bucket`. */
  readonly store: string;
  readonly profile: string;
  readonly endpoint?: string;
  readonly region?: string;
  readonly pathStyle: boolean;
  readonly bucket: string;
  readonly prefix: string;
  /** Name of the writer below the prefix (Barman's server name); absent where the tool has none. */
  readonly serverName?: string;
}

/** The job that writes heartbeats and counts beside the source data. */
export interface WitnessPlan {
  readonly every: number;
  readonly schema: string;
  readonly role: string;
  readonly counts: readonly string[];
}

/** A drill refused for a reason, by somebody, until a day. */
export interface WaivedDrillPlan {
  readonly waived: { readonly reason: string; readonly owner: string; readonly until: string };
}
