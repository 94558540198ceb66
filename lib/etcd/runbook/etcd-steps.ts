import type { RunbookStep } from '../../protection';

/** What differs between those that run an etcd. */
export interface EtcdSteps {
  /** One member has lost its data, and the others have theirs. */
  readonly replaceMember: readonly RunbookStep[];
  /** The running cluster goes back to a snapshot. */
  readonly goBack: readonly RunbookStep[];
  /** A new cluster begins from a snapshot. */
  readonly beginFrom: readonly RunbookStep[];
  /** A snapshot is taken now. */
  readonly takeNow: RunbookStep;
  /** What is needed besides the snapshot. */
  readonly needs: readonly string[];
  /** Undoes `goBack`. */
  readonly wayBack: readonly RunbookStep[];
}

/** Whoever may give up what the whole cluster has changed. */
export const CLUSTER_DECIDES =
  'whoever leads the incident and the owners of what runs in the cluster, together';
