import { POSTGRES_REASONS } from './postgres-reasons';
import type { VerdictReason } from './verdict-reason';

/** Every reason a drill of EtcdSnapshots can end with, by its code. What other drills give too means the same here. */
export const ETCD_REASONS = {
  'restored-and-checked': {
    verdict: 'passed',
    meaning:
      'The newest snapshot is whole, of this cluster and as fresh as the RPO asks; an etcd was restored from it, every check passed, and it took no longer than the RTO.',
    advice: 'Nothing.',
  },

  'no-backup': {
    verdict: 'failed',
    meaning: 'There is no snapshot in the folder, so there is nothing to restore.',
    advice: 'Find out why snapshots are not taken or not uploaded, or who removed them.',
  },
  'snapshot-truncated': {
    verdict: 'failed',
    meaning: 'The snapshot, or the archive it is packed into, ends too early: a part of it is missing.',
    advice: 'Take a new snapshot at once, then look at the disk and the upload of the server that took it.',
  },
  'snapshot-corrupt': {
    verdict: 'failed',
    meaning: 'The snapshot has other content than the hash says that was taken with it.',
    advice: 'Take a new snapshot at once, then look for the fault of the store or of the transfer.',
  },
  'snapshot-of-other-cluster': {
    verdict: 'failed',
    meaning: 'The objects in the snapshot are those of another cluster.',
    advice:
      'Give each cluster a folder of its own: two in one remove each other’s snapshots, and the wrong one would be restored.',
  },
  'restore-failed': {
    verdict: 'failed',
    meaning: 'etcd refuses to restore the snapshot.',
    advice: 'Read the cause in the message, and take a new snapshot at once.',
  },
  'server-will-not-start': {
    verdict: 'failed',
    meaning: 'The snapshot was restored, and no etcd starts on what came of it.',
    advice: 'Read the log of the container etcd of the drill, and take a new snapshot at once.',
  },
  'check-failed': {
    verdict: 'failed',
    meaning: 'A check of the drill does not hold in the restored etcd.',
    advice: 'Read what was expected and what was there.',
  },
  'data-older-than-rpo': {
    verdict: 'failed',
    meaning: 'The newest data in the snapshot is older than the RPO allows.',
    advice:
      'Find out why no newer snapshot is there: failed uploads are only logged by k3s. Or agree on another RPO.',
  },
  'restore-slower-than-rto': {
    verdict: 'failed',
    meaning: 'Until the restored etcd answered, more time passed than the RTO allows.',
    advice: 'Look at the size of the snapshot and the speed of the store, or agree on another RTO.',
  },

  'cluster-unknown': {
    verdict: 'inconclusive',
    meaning: 'Nobody knows of which cluster the snapshot is: its namespace kube-system cannot be read.',
    advice: 'Look whether namespaces are encrypted in etcd, which hides them from the drill.',
  },
  'etcd-missing': {
    verdict: 'inconclusive',
    meaning:
      'The etcd beside the runner, into which the snapshot is restored, is not there or cannot be reached.',
    advice: 'Apply the folder of the drill: its pod shares the processes of its containers.',
  },
  'out-of-memory': {
    verdict: 'inconclusive',
    meaning: 'The restored etcd was killed for lack of memory.',
    advice: 'Give the etcd of the drill more memory.',
  },
  'out-of-space': {
    verdict: 'inconclusive',
    meaning: 'The snapshot and the etcd restored from it need more space than the drill has.',
    advice: 'Give the drill more scratch space: twice the size of the snapshot.',
  },

  'archive-changed': POSTGRES_REASONS['archive-changed'],
  'archive-not-proven': POSTGRES_REASONS['archive-not-proven'],
  'archive-unreachable': POSTGRES_REASONS['archive-unreachable'],
  'archive-certificate-refused': POSTGRES_REASONS['archive-certificate-refused'],
  'archive-busy': POSTGRES_REASONS['archive-busy'],
  'archive-key-refused': POSTGRES_REASONS['archive-key-refused'],
  'archive-access-denied': POSTGRES_REASONS['archive-access-denied'],
  'bucket-missing': POSTGRES_REASONS['bucket-missing'],
  'credentials-missing': POSTGRES_REASONS['credentials-missing'],
  'credentials-of-other-store': POSTGRES_REASONS['credentials-of-other-store'],
  'check-error': POSTGRES_REASONS['check-error'],
  'no-check-ran': POSTGRES_REASONS['no-check-ran'],
  'clock-skew': POSTGRES_REASONS['clock-skew'],
  'plan-invalid': POSTGRES_REASONS['plan-invalid'],
  'drill-running': POSTGRES_REASONS['drill-running'],
  'lock-lost': POSTGRES_REASONS['lock-lost'],
  'not-cleaned-up': POSTGRES_REASONS['not-cleaned-up'],
  'deadline-exceeded': POSTGRES_REASONS['deadline-exceeded'],
  interrupted: POSTGRES_REASONS.interrupted,
  'api-unavailable': POSTGRES_REASONS['api-unavailable'],
  'api-refused': POSTGRES_REASONS['api-refused'],
  'runner-error': POSTGRES_REASONS['runner-error'],
} as const satisfies Readonly<Record<string, VerdictReason>>;

/** Code of a reason of such a drill. */
export type EtcdReason = keyof typeof ETCD_REASONS;
