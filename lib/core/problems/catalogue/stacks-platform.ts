import { define } from '../definition';

/** Problems of the storage and platform stacks, of their settings, and of what they are about to make. */
export const stacksPlatformProblems = {
  invalidRecoveryPlan: define('RST930', {
    title: 'No recovery plan of this version',
    severity: 'error',
    explanation:
      'The stacks make buckets, identities and Secrets for what the recovery plan lists. From a file that is no plan, or one of another version, they would make others than the composition needs.',
    fix: 'Name the recovery-plan.json that `restorable synth` of this version wrote.',
  }),
  clusterNotInPlan: define('RST931', {
    title: 'Cluster is not in the recovery plan',
    severity: 'error',
    explanation:
      'Namespaces and Secrets are those the plan lists for the cluster. For a name it does not know there are none, and Flux would apply a tree whose Secrets are missing.',
    fix: 'Write the name that the KubernetesCluster has in the composition.',
  }),
  storeNotInPlan: define('RST932', {
    title: 'Secret opens a store the plan does not describe',
    severity: 'error',
    explanation:
      'The plan says what the Secret opens, and no archive or evidence of the plan is in that store. Neither its region nor its provider is known, so neither rights nor values can be made.',
    fix: 'Write the plan anew with `restorable synth`.',
  }),
  secretNotGiven: define('RST933', {
    title: 'Required Secret is not given',
    severity: 'error',
    explanation:
      'What Flux applies refers to the Secret. Without it databases do not start, backups are not written or drills do not run, and nothing says so before Flux is there.',
    fix: 'Give the value as secret configuration of the stack, or let the composition take the Secret from Git.',
  }),
  unexpectedSecretValue: define('RST934', {
    title: 'Value of a Secret differs from the plan',
    severity: 'error',
    explanation:
      'Bucket, endpoint and region are fixed by the composition: manifests name the same. With two values, backups go to one place and drills look in another.',
    fix: 'Leave the value out: the plan has it. Or change the store in the composition and synthesise.',
  }),
  secretValueUnused: define('RST935', {
    title: 'Value of a Secret is not used',
    severity: 'warning',
    explanation:
      'The plan needs no such Secret of the stack, or the Secret is handed over to Git. A secret value that nobody needs is only one more that can leak.',
    fix: 'Remove the value from the configuration of the stack.',
  }),
  storageKeysShared: define('RST936', {
    title: 'One identity for two kinds of writers',
    severity: 'error',
    explanation:
      'Each tool needs other rights in the bucket. An identity with the rights of two of them has more than either needs, and what one may only append the other may delete.',
    fix: 'Give each tool credentials of its own in the composition.',
  }),
  lockBreaksWriter: define('RST937', {
    title: 'Object lock breaks a writer of the bucket',
    severity: 'error',
    explanation:
      'AWS wants a checksum with every upload into a bucket with a default retention. k3s sends none: every snapshot would be refused, and k3s says so only in its log.',
    fix: 'Give etcd snapshots a bucket of their own without a lock, and lock its replica.',
  }),
  versionsEndBeforeLock: define('RST938', {
    title: 'Old versions expire before their lock ends',
    severity: 'error',
    explanation:
      'The lifecycle cannot remove a locked version. The shorter time would be written and never hold, and whoever reads it plans with a wrong number.',
    fix: 'Keep old versions longer than the lock, or shorten the lock.',
  }),
  invalidStackSetting: define('RST939', {
    title: 'Invalid setting of a stack',
    severity: 'error',
    explanation:
      'The provider would refuse the value in the middle of the update, or make something else than is meant.',
    fix: 'Write a value of the kind the documentation of the setting says.',
  }),
  backupsNotLockable: define('RST940', {
    title: 'Store cannot keep what is deleted',
    severity: 'warning',
    explanation:
      'Whoever holds the key of a writer, or takes over its namespace, can delete or overwrite the backups for good: the store has no locks per version to keep them.',
    fix: 'Copy the backups to a store with versions and locks, with keys that are not in the cluster.',
  }),
  evidenceBesideBackups: define('RST941', {
    title: 'Evidence shares a bucket with backups',
    severity: 'warning',
    explanation:
      'Evidence is locked in compliance mode for as long as records must be kept. Backups in the same bucket cannot be, or nobody could remove them in time; so the bucket gets the lock of the backups.',
    fix: 'Keep evidence in a bucket of its own.',
  }),
  versionNotPinned: define('RST942', {
    title: 'Version is not pinned',
    severity: 'error',
    explanation:
      'With a range or a moving tag two updates of one program make two different clusters, and a rebuild after a disaster is another cluster than the one that was tested.',
    fix: 'Write the exact version.',
  }),
  resourceNotProtected: define('RST943', {
    title: 'Resource that cannot be made again is not protected',
    severity: 'error',
    explanation:
      'A rename, a typing error or `pulumi destroy` deletes it, and with it backups, keys or data that no program can bring back.',
    fix: 'Give the resource the option `protect`, and `retainOnDelete` where it holds backups or their keys.',
  }),
  secretInClear: define('RST944', {
    title: 'Secret value in clear',
    severity: 'error',
    explanation:
      'What is not marked as secret is shown on terminals and in logs and lies in clear in the state of the stack.',
    fix: 'Wrap the value with pulumi.secret, or add the property to additionalSecretOutputs.',
  }),
  apiNotReady: define('RST945', {
    title: 'API of the cluster is not ready',
    severity: 'error',
    explanation:
      'Objects applied to an API server that is not ready are lost or half made. The stack waited as long as it was told.',
    fix: 'Look at the servers of the cluster, then run `pulumi up` again: it goes on where it stopped.',
  }),
  deletionNamesAnotherCluster: define('RST946', {
    title: 'Deletion is confirmed for another cluster',
    severity: 'error',
    explanation:
      'Deleting namespaces with data must be confirmed with the name of the cluster they are in, so that a copied configuration cannot delete the data of another one.',
    fix: 'Write the name of this cluster, or remove the setting.',
  }),
  etcdBackupNotAsPlanned: define('RST947', {
    title: 'Etcd snapshots are not where, or not as often as, the plan says',
    severity: 'error',
    explanation:
      'Drills, alerts and the runbook look for the snapshots where the composition says, as often and for as long as it says. Written elsewhere, they are never proved; kept for less, they are not there.',
    fix: 'Leave the setting out, so that it follows the plan, or change the composition.',
  }),
} as const;
