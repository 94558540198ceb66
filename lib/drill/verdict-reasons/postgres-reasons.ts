import { SHARED_REASONS } from './shared-reasons';
import type { VerdictReason } from './verdict-reason';

/** Every reason a drill of a PostgresCluster on a cluster can end with, by its code. */
export const POSTGRES_REASONS = {
  'restored-and-checked': {
    verdict: 'passed',
    meaning:
      'Every target was restored from the real archive, the data is as fresh as the RPO asks, every check that ran passed, it took no longer than the RTO, and the archive was left as it was.',
    advice: 'Nothing.',
  },
  ...SHARED_REASONS,

  'server-name-unknown': {
    verdict: 'failed',
    meaning: 'The archive holds nothing under the server name of the plan, but something under another name.',
    advice: 'Compare the server name of the backup with the one the source archives under.',
  },
  'bucket-missing': {
    verdict: 'failed',
    meaning: 'The bucket of the archive does not exist.',
    advice:
      'Compare the bucket of the composition with that of the store. If it was deleted, so were the backups.',
  },
  'archive-changed': {
    verdict: 'failed',
    meaning:
      'During the drill the archive lost or changed objects, or got some of another timeline, and neither the source nor its retention explains it.',
    advice:
      'Treat the archive as damaged: make a new base backup at once. Then find out who wrote: the drill has a key that may only read.',
  },

  'archive-not-proven': {
    verdict: 'inconclusive',
    meaning:
      'The archive could not be looked at again after the drill, so nobody knows whether it is as it was.',
    advice: 'Read the cause in the message and drill again.',
  },
  'no-check-ran': {
    verdict: 'inconclusive',
    meaning: 'No check of the drill could run, so nobody looked at the restored data.',
    advice: 'Add a check that runs on a cluster.',
  },
  'data-age-unknown': {
    verdict: 'inconclusive',
    meaning:
      'The newest restored commit is older than the RPO or unknown, and without a witness nobody knows whether anything was written since.',
    advice: 'Declare a witness for this database.',
  },
  'clock-skew': {
    verdict: 'inconclusive',
    meaning:
      'The clocks of those that take part differ, so the age of data and the measured RPO mean nothing.',
    advice: 'Synchronise the clock that the message names.',
  },
  'newest-commit-unknown': {
    verdict: 'inconclusive',
    meaning: 'No time before the newest commit is known, so there is no point in time to restore to.',
    advice: 'Declare a witness for this database, or write to it.',
  },
  'target-before-first-backup': {
    verdict: 'inconclusive',
    meaning: 'The point in time lies before the end of the first base backup.',
    advice: 'Choose a point in time closer to the newest commit, or wait for more backups.',
  },
  'plan-invalid': {
    verdict: 'inconclusive',
    meaning: 'The plan of the drill lacks something, or was changed.',
    advice: 'Synthesise and apply it again, with the version of restorable that the runner has.',
  },
  'credentials-missing': {
    verdict: 'inconclusive',
    meaning: 'The Secret with the keys of the drill is not there, or a key in it is missing.',
    advice: 'Create the Secret that the message names.',
  },
  'credentials-of-other-store': {
    verdict: 'inconclusive',
    meaning: 'The Secret with the keys of the drill names another bucket, endpoint or region than the plan.',
    advice: 'Give the drill the keys of the store the source archives to.',
  },
  'archive-key-refused': {
    verdict: 'inconclusive',
    meaning: 'The store does not know the key of the drill, or its secret is another one.',
    advice: 'Put a valid read-only key into the Secret of the drill.',
  },
  'archive-access-denied': {
    verdict: 'inconclusive',
    meaning: 'The key of the drill may not list or read the archive, or has expired.',
    advice: 'Let the key list the bucket and get objects below the prefix of the archive.',
  },
  'archive-unreachable': {
    verdict: 'inconclusive',
    meaning: 'The store of the archive cannot be reached, or answers with something else than a store would.',
    advice: 'Look at the endpoint, the DNS and the network policies of the drill namespace.',
  },
  'archive-certificate-refused': {
    verdict: 'inconclusive',
    meaning: 'The certificate of the store is not trusted, has expired or is for another name.',
    advice: 'Give the store the Secret with the certificates that sign its own, the full chain.',
  },
  'archive-busy': {
    verdict: 'inconclusive',
    meaning: 'The store of the archive was asked several times, and was too busy or too slow each time.',
    advice: 'Drill at another time, or look at the health of the store.',
  },
  'object-store-missing': {
    verdict: 'inconclusive',
    meaning: 'The ObjectStore of the drill is not there; without it the operator would wait for ever.',
    advice: 'Apply the folder of the drill.',
  },
  'plugin-missing': {
    verdict: 'inconclusive',
    meaning: 'The Barman Cloud plugin is not installed, or the operator cannot talk to it.',
    advice: 'Install the plugin in the namespace of the operator, and look at its pod.',
  },
  'operator-missing': {
    verdict: 'inconclusive',
    meaning: 'CloudNativePG is not installed.',
    advice: 'Install the operator.',
  },
  'operator-silent': {
    verdict: 'inconclusive',
    meaning: 'The operator did nothing with the Cluster of the drill.',
    advice: 'Look at the pod of the operator, and at the quota of the drill namespace.',
  },
  'cluster-refused': {
    verdict: 'inconclusive',
    meaning: 'The API server or the operator refuses the Cluster of the drill.',
    advice: 'Read the cause in the message.',
  },
  'cluster-name-taken': {
    verdict: 'inconclusive',
    meaning: 'There is a Cluster of the name of the drill that no drill has made. It was left alone.',
    advice: 'Remove it from the drill namespace, which holds nothing else.',
  },
  'cluster-removed': {
    verdict: 'inconclusive',
    meaning: 'Somebody removed the Cluster of the drill while it was restored.',
    advice: 'Find out who, and drill again.',
  },
  'image-unavailable': {
    verdict: 'inconclusive',
    meaning: 'An image of the restored Cluster cannot be pulled.',
    advice: 'Look at the registry and at the pull secret of the drill namespace.',
  },
  'pod-not-started': {
    verdict: 'inconclusive',
    meaning: 'A pod of the restored Cluster does not start.',
    advice: 'Read the cause in the message; often no node has room.',
  },
  'out-of-memory': {
    verdict: 'inconclusive',
    meaning: 'The recovery was killed for lack of memory.',
    advice: 'Give the server of the drill, or the sidecar of its ObjectStore, more memory.',
  },
  'out-of-space': {
    verdict: 'inconclusive',
    meaning: 'The volume of the restored server is full.',
    advice: 'Give the source a larger volume: the drill takes its size from it.',
  },
  evicted: {
    verdict: 'inconclusive',
    meaning: 'Kubernetes ended the recovery, for example because its node was drained.',
    advice: 'Drill again.',
  },
  'database-unreachable': {
    verdict: 'inconclusive',
    meaning: 'The restored server is ready, but the runner cannot connect to it.',
    advice: 'Look at the network policies of the drill namespace.',
  },
  'drill-running': {
    verdict: 'inconclusive',
    meaning: 'Another run of this drill is under way.',
    advice: 'Wait for it.',
  },
  'lock-lost': {
    verdict: 'inconclusive',
    meaning: 'Another run took the lock of this drill over.',
    advice: 'Look at the result of that run.',
  },
  'leftover-not-removed': {
    verdict: 'inconclusive',
    meaning: 'What an earlier restore left could not be removed.',
    advice: 'Remove the Cluster of the drill by hand and find out what holds it.',
  },
  'not-cleaned-up': {
    verdict: 'inconclusive',
    meaning: 'Something that the drill made is still there.',
    advice: 'The next run removes it. If it does not, remove it by hand.',
  },
  'deadline-exceeded': {
    verdict: 'inconclusive',
    meaning: 'The drill was stopped at its deadline.',
    advice: 'Give it more time, or look at the phase in which it stopped.',
  },
  interrupted: {
    verdict: 'inconclusive',
    meaning: 'The runner was told to end, for example because its node was drained.',
    advice: 'Drill again.',
  },
  'api-unavailable': {
    verdict: 'inconclusive',
    meaning: 'The API server did not answer for too long.',
    advice: 'Drill again once it does.',
  },
  'api-refused': {
    verdict: 'inconclusive',
    meaning: 'The API server refuses what the runner has to do.',
    advice: 'Apply the folder of the drill, which has the rights it needs.',
  },
  'runner-error': {
    verdict: 'inconclusive',
    meaning: 'The runner stopped at something unforeseen, which is a fault of restorable.',
    advice: 'Report it with the message.',
  },
} as const satisfies Readonly<Record<string, VerdictReason>>;

/** Code of a reason, for example `data-older-than-rpo`. */
export type PostgresReason = keyof typeof POSTGRES_REASONS;
