import { POSTGRES_REASONS } from './postgres-reasons';
import type { VerdictReason } from './verdict-reason';

/** Every reason a drill of a NamespaceBackup can end with, by its code. What other drills give too means the same here. */
export const VELERO_REASONS = {
  'restored-and-checked': {
    verdict: 'passed',
    meaning:
      'The newest backup was restored in isolation, everything in it came back, it is as fresh as the RPO asks, every check passed, and it took no longer than the RTO.',
    advice: 'Nothing.',
  },

  'no-backup': {
    verdict: 'failed',
    meaning: 'There is no completed Backup of the namespace, so there is nothing to restore.',
    advice: 'Find out why the Schedule makes none, or who removed them.',
  },
  'backup-hook-failed': {
    verdict: 'failed',
    meaning:
      'A hook failed in the newest Backup. With `onError: Fail` the pod and its volumes are absent from it.',
    advice: 'Run the command of the hook in the pod, correct it, and make a new backup at once.',
  },
  'backup-partially-failed': {
    verdict: 'failed',
    meaning: 'The newest Backup is incomplete; only older ones are complete.',
    advice:
      'Read its errors (`velero backup describe --details`), correct them, and make a new backup at once.',
  },
  'backup-failed': {
    verdict: 'failed',
    meaning: 'The newest Backup failed, or was refused by Velero; only older ones are complete.',
    advice: 'Read the message of the Backup, correct it, and make a new backup at once.',
  },
  'backup-incomplete': {
    verdict: 'failed',
    meaning:
      'The newest Backup says that it is complete, and lacks volumes, claims or kinds of what it is declared to protect.',
    advice: 'Compare the volumes that the message names with the filters and annotations of the backup.',
  },
  'volume-data-missing': {
    verdict: 'failed',
    meaning:
      'Objects that hold data of a volume are gone from the repository of the backups. Later backups refer to them too, and are no better.',
    advice:
      'Find out who removed objects. Restore earlier versions of them where the bucket has versions; else start a new repository at once.',
  },
  'backup-corrupt': {
    verdict: 'failed',
    meaning: 'An object of the backup has other content than was written: it is cut, changed or unreadable.',
    advice:
      'Make a new backup at once, into a new repository where that is what is damaged. Then look for the fault of the store.',
  },
  'backup-object-missing': {
    verdict: 'failed',
    meaning: 'An object of the Backup itself, such as its archive of resources, is not in the store.',
    advice: 'Make a new backup at once. Then find out who removed objects of the bucket.',
  },
  'restore-failed': {
    verdict: 'failed',
    meaning: 'The restore did not end as Completed, for a reason in its results.',
    advice: 'Read the errors in the message and in the evidence.',
  },
  'restore-warned': {
    verdict: 'failed',
    meaning: 'The restore ended with warnings that are not allowed: something may not have been restored.',
    advice: 'Read the warning. Allow it in the drill, with a reason, where it is harmless.',
  },
  'restored-incomplete': {
    verdict: 'failed',
    meaning: 'Something that the backup holds did not come back: a claim, a pod, a volume, or bytes of it.',
    advice: 'Compare what the message names with the results of the restore in the evidence.',
  },
  'workload-not-ready': {
    verdict: 'failed',
    meaning: 'A restored workload runs, and does not get ready.',
    advice: 'Read the last words of its container in the message.',
  },
  'check-failed': {
    verdict: 'failed',
    meaning: 'A check of the drill does not hold in what was restored.',
    advice: 'Read what was expected and what was there.',
  },
  'data-older-than-rpo': {
    verdict: 'failed',
    meaning: 'The newest completed Backup is older than the RPO allows.',
    advice: 'Look whether its Schedule is paused or behind, or agree on another RPO.',
  },
  'restore-slower-than-rto': {
    verdict: 'failed',
    meaning: 'Until the restored workloads were ready, more time passed than the RTO allows.',
    advice: 'Restore on faster storage, restore more files in parallel, or agree on another RTO.',
  },

  'site-missing': {
    verdict: 'inconclusive',
    meaning: 'The Velero of the drill site is not installed, or its namespace lacks something.',
    advice: 'Apply the folder of the drill site.',
  },
  'site-silent': {
    verdict: 'inconclusive',
    meaning: 'The Velero of the drill site did nothing with the Restore.',
    advice: 'Look at its pod, and at a Restore that may be in its way: it carries out one at a time.',
  },
  'site-restarted': {
    verdict: 'inconclusive',
    meaning: 'The Velero of the drill site was restarted during the restore, which fails by that.',
    advice: 'Drill again.',
  },
  'location-unavailable': {
    verdict: 'inconclusive',
    meaning: 'The drill site does not reach the store of the backups, or its key is refused.',
    advice: 'Read the message of the BackupStorageLocation.',
  },
  'backup-not-visible': {
    verdict: 'inconclusive',
    meaning:
      'The newest completed Backup is not seen by the drill site, which reads its objects from the store.',
    advice: 'Compare bucket and prefix of the two locations, and look at the log of the second Velero.',
  },
  'location-writable': {
    verdict: 'inconclusive',
    meaning:
      'The BackupStorageLocation of the drill site is not ReadOnly: its Velero would remove backups that it takes for expired.',
    advice: 'Set `accessMode: ReadOnly` in the drill site.',
  },
  'location-of-other-store': {
    verdict: 'inconclusive',
    meaning: 'The BackupStorageLocation of the drill site names another bucket or prefix than the plan.',
    advice: 'Apply the folder of the drill site.',
  },
  'repository-password-refused': {
    verdict: 'inconclusive',
    meaning: 'The drill site has another password than the repository of the backups.',
    advice: 'Put the password of the source into the Secret `velero-repo-credentials` of the drill site.',
  },
  'drill-key-too-weak': {
    verdict: 'inconclusive',
    meaning:
      'The key of the drill site may not write what a restore has to: results, and small objects of the repository.',
    advice: 'Give the key the least policy of the drill site.',
  },
  'quota-exceeded': {
    verdict: 'inconclusive',
    meaning: 'The quota of the drill namespace is too small for what is restored.',
    advice: 'Raise the quota of the drill to what the source uses.',
  },
  'restore-refused': {
    verdict: 'inconclusive',
    meaning: 'The API server or Velero refuses the Restore of the drill.',
    advice: 'Read the cause in the message.',
  },
  'restore-removed': {
    verdict: 'inconclusive',
    meaning: 'Somebody removed or replaced the Restore of the drill.',
    advice: 'Find out who, and drill again.',
  },
  'namespace-not-drill': {
    verdict: 'inconclusive',
    meaning: 'The namespace to restore into is not marked as one of drills. Nothing was restored.',
    advice: 'Restore only into the namespace that the composition makes for this drill.',
  },
  'namespace-not-isolated': {
    verdict: 'inconclusive',
    meaning: 'The namespace to restore into lacks its quota or its network policies. Nothing was restored.',
    advice: 'Apply the folder of the drill site.',
  },
  'namespace-not-empty': {
    verdict: 'inconclusive',
    meaning: 'The namespace to restore into holds something that no drill has made. It was left alone.',
    advice: 'Remove what the message names: the namespace holds nothing but restored things.',
  },
  'modifiers-missing': {
    verdict: 'inconclusive',
    meaning: 'The resource modifiers, without which restored things would act, are not as planned.',
    advice: 'Apply the folder of the drill site.',
  },
  'results-unreadable': {
    verdict: 'inconclusive',
    meaning: 'What the backup holds, or how the restore ended, cannot be read from the store.',
    advice: 'Read the cause in the message.',
  },
  'volume-not-provisioned': {
    verdict: 'inconclusive',
    meaning: 'A restored claim gets no volume.',
    advice: 'Look at its StorageClass, and at the room in the cluster.',
  },

  'archive-unreachable': POSTGRES_REASONS['archive-unreachable'],
  'archive-certificate-refused': POSTGRES_REASONS['archive-certificate-refused'],
  'archive-busy': POSTGRES_REASONS['archive-busy'],
  'archive-key-refused': POSTGRES_REASONS['archive-key-refused'],
  'archive-access-denied': POSTGRES_REASONS['archive-access-denied'],
  'bucket-missing': POSTGRES_REASONS['bucket-missing'],
  'credentials-missing': POSTGRES_REASONS['credentials-missing'],
  'credentials-of-other-store': POSTGRES_REASONS['credentials-of-other-store'],
  'archive-changed': POSTGRES_REASONS['archive-changed'],
  'archive-not-proven': POSTGRES_REASONS['archive-not-proven'],
  'check-error': POSTGRES_REASONS['check-error'],
  'no-check-ran': POSTGRES_REASONS['no-check-ran'],
  'clock-skew': POSTGRES_REASONS['clock-skew'],
  'plan-invalid': POSTGRES_REASONS['plan-invalid'],
  'image-unavailable': POSTGRES_REASONS['image-unavailable'],
  'pod-not-started': POSTGRES_REASONS['pod-not-started'],
  'out-of-memory': POSTGRES_REASONS['out-of-memory'],
  'out-of-space': POSTGRES_REASONS['out-of-space'],
  evicted: POSTGRES_REASONS.evicted,
  'database-missing': POSTGRES_REASONS['database-missing'],
  'database-unreachable': POSTGRES_REASONS['database-unreachable'],
  'drill-running': POSTGRES_REASONS['drill-running'],
  'lock-lost': POSTGRES_REASONS['lock-lost'],
  'leftover-not-removed': POSTGRES_REASONS['leftover-not-removed'],
  'not-cleaned-up': POSTGRES_REASONS['not-cleaned-up'],
  'deadline-exceeded': POSTGRES_REASONS['deadline-exceeded'],
  interrupted: POSTGRES_REASONS.interrupted,
  'api-unavailable': POSTGRES_REASONS['api-unavailable'],
  'api-refused': POSTGRES_REASONS['api-refused'],
  'runner-error': POSTGRES_REASONS['runner-error'],
} as const satisfies Readonly<Record<string, VerdictReason>>;

/** Code of a reason of such a drill. */
export type VeleroReason = keyof typeof VELERO_REASONS;
