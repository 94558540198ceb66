import type { CheckPlan } from './check-plan';
import type { EvidencePlan } from './evidence-plan';
import type { ProtectionPlan } from './protection-plan';

/** One drill: when, where, from what, to which point, with which checks and limits. Times are seconds. */
export interface DrillPlan {
  /** Name of the CronJob and of the Cluster that is restored; what belongs to it is named after it. */
  readonly name: string;
  readonly namespace: string;
  /** Five-field cron text, UTC. */
  readonly schedule: string;
  readonly scheduleText: string;
  /** Longest time between two drills. */
  readonly longestGap: number;
  /** Weekday in UTC (0 Sunday) that a run must fall on; other runs end at once without a verdict. */
  readonly onlyOnWeekday?: number;
  /** The whole drill is stopped after this time. */
  readonly deadline: number;
  /** Points restored to, one after the other in this order. */
  readonly targets: readonly DrillTarget[];
  readonly checks: readonly CheckPlan[];
  /** The Secret with read-only storage credentials in the drill namespace; absent with IRSA. */
  readonly credentials?: { readonly secret: string; readonly keys: Readonly<Record<string, string>> };
  /** Where metrics of the drill go. Absent: nowhere. */
  readonly metrics?: {
    /** URL of a Prometheus Pushgateway. */
    readonly pushgateway: string;
  };
  /** Where verdicts are recorded. Absent: nowhere, they are told and not signed. */
  readonly evidence?: EvidencePlan;
  /**
   * The Flux Kustomization that applies this plan: the revision it has applied last is the one of which `recovery-plan.json`
   * holds the configuration that evidence is bound to. Absent: nobody knows who applies it.
   */
  readonly appliedBy?: { readonly namespace: string; readonly name: string };
}

/** The end of the archive, or a time before it (`before`: seconds before the newest archived commit). */
export type DrillTarget =
  { readonly kind: 'latest' } | { readonly kind: 'pointInTime'; readonly before: number };

/** A protection that is drilled, not waived. */
export type DrilledProtectionPlan = ProtectionPlan & { readonly drill: DrillPlan };

/** Version of the document's shape. The runner refuses a version it does not know. */
export const DRILL_DOCUMENT_VERSION = 1;

/** What one drill gets of the recovery plan: its own protection, and nothing of the others. */
export interface DrillDocument {
  readonly version: typeof DRILL_DOCUMENT_VERSION;
  readonly protection: DrilledProtectionPlan;
}
