/** A row of the fault table that needs more than a rehearsal, and the test that injects it. */
export interface FaultElsewhere {
  readonly name: string;
  /** File of the test, below `test`. */
  readonly file: string;
  /** Title of the test. */
  readonly title: string;
}

/** Faults that need a cluster or the command line. Their verdicts are expected by the tests they name. */
export const FAULTS_ELSEWHERE: readonly FaultElsewhere[] = [
  {
    name: 'an application never gets ready',
    file: 'e2e/drill-containers.test.ts',
    title: 'an application that never gets ready fails the drill',
  },
  {
    name: 'an application answers something else',
    file: 'e2e/drill-containers.test.ts',
    title: 'an application that answers otherwise fails the drill',
  },
  {
    name: 'the runner is killed in the cluster',
    file: 'e2e/drill.test.ts',
    title: 'a killed predecessor is cleaned up after, and the next drill passes',
  },
  {
    name: 'the runner is told to end',
    file: 'e2e/drill.test.ts',
    title: 'a runner that is told to end in the middle leaves nothing behind',
  },
  {
    name: 'a second runner starts at once',
    file: 'e2e/drill.test.ts',
    title: 'a second runner at once ends inconclusive, and the first one goes on',
  },
  {
    name: 'the evidence bucket refuses the put',
    file: 'e2e/drill-evidence.test.ts',
    title: 'a refused put loses no verdict: it is kept and said, and the next run delivers both in order',
  },
  {
    name: 'the evidence folder of a rehearsal refuses the put',
    file: 'cli/rehearse/rehearsal-evidence.test.ts',
    title: 'a place that cannot be written is told as the reason',
  },
  {
    name: 'a rehearsal is interrupted in every phase',
    file: 'rehearsal/rehearse.test.ts',
    title: 'while %s ends it without a verdict on the backup, and leaves nothing behind',
  },
  {
    name: 'a hook of the newest namespace backup failed',
    file: 'e2e/velero-drill-backups.test.ts',
    title: 'a backup whose hook failed fails the drill, which says that an older one is whole',
  },
  {
    name: 'the newest namespace backup is PartiallyFailed',
    file: 'e2e/velero-drill-backups.test.ts',
    title: 'a backup that is incomplete for another reason fails the drill',
  },
  {
    name: 'the newest namespace backup could not be stored',
    file: 'e2e/velero-drill-backups.test.ts',
    title: 'a backup that cannot be stored fails the drill',
  },
  {
    name: 'the namespace backup is stale',
    file: 'e2e/velero-drill-backups.test.ts',
    title: 'a stale backup fails the drill, though it can be restored',
  },
  {
    name: 'the schedule of namespace backups is paused',
    file: 'e2e/velero-drill-backups.test.ts',
    title: 'the last backup of a paused schedule fails the drill, which says why',
  },
  {
    name: 'data of a volume is not in the namespace backup',
    file: 'e2e/velero-drill-backups.test.ts',
    title: 'a claim whose data was left out by an annotation fails the drill, though the backup is complete',
  },
  {
    name: 'a claim is in the namespace backup without data',
    file: 'e2e/velero-drill-backups.test.ts',
    title: 'a claim that no pod mounts is in the backup without its data, which fails the drill',
  },
  {
    name: 'an object of the kopia repository is deleted, also before a later backup',
    file: 'e2e/velero-drill-backups.test.ts',
    title:
      'a repository that lost an object of data fails the drill, and so does a later backup that is complete',
  },
  {
    name: 'a bit of the kopia repository is flipped',
    file: 'e2e/velero-drill-backups.test.ts',
    title: 'one flipped bit in the repository fails the drill',
  },
  {
    name: 'the archive of a namespace backup is truncated',
    file: 'e2e/velero-drill-backups.test.ts',
    title: 'a truncated archive of objects fails the drill',
  },
  {
    name: 'the archive of a namespace backup is gone',
    file: 'e2e/velero-drill-backups.test.ts',
    title: 'an archive of objects that is gone fails the drill',
  },
  {
    name: 'metadata of a namespace backup is truncated',
    file: 'e2e/velero-drill-backups.test.ts',
    title: 'a truncated file of metadata fails the drill',
  },
  {
    name: 'there is no namespace backup',
    file: 'e2e/velero-drill-backups.test.ts',
    title: 'no backup at all fails the drill',
  },
  {
    name: 'a restored workload ends again and again',
    file: 'e2e/velero-drill-backups.test.ts',
    title: 'a restored workload that ends again and again fails the drill',
  },
  {
    name: 'the location of the second Velero is unavailable',
    file: 'e2e/velero-drill-site.test.ts',
    title: 'a location that the second Velero cannot open leaves the verdict open',
  },
  {
    name: 'the second Velero has another repository password',
    file: 'e2e/velero-drill-site.test.ts',
    title: 'another password of the repository leaves the verdict open',
  },
  {
    name: 'the key of the second Velero lacks its small writes',
    file: 'e2e/velero-drill-site.test.ts',
    title: 'a key of the second Velero without its small writes leaves the verdict open',
  },
  {
    name: 'the second Velero restarts during the restore',
    file: 'e2e/velero-drill-site.test.ts',
    title: 'a second Velero that is restarted in the middle leaves the verdict open',
  },
  {
    name: 'a restore of namespaces has errors',
    file: 'e2e/velero-drill-site.test.ts',
    title: 'a restore with errors fails the drill',
  },
  {
    name: 'a restore of namespaces has warnings',
    file: 'e2e/velero-drill-site.test.ts',
    title: 'a warning that is not allowed fails the drill',
  },
  {
    name: 'the quota of the drill namespace is exceeded',
    file: 'e2e/velero-drill-site.test.ts',
    title: 'a quota that is too small leaves the verdict open',
  },
  {
    name: 'a restored pod never starts',
    file: 'e2e/velero-drill-site.test.ts',
    title: 'a restored pod that never starts leaves the verdict open',
  },
  {
    name: 'a drill namespace is left over with something of others',
    file: 'e2e/velero-drill-site.test.ts',
    title: 'a drill namespace with something of others in it is left alone',
  },
  {
    name: 'a killed runner left what it restored',
    file: 'e2e/velero-drill.test.ts',
    title: 'a drill after a runner that was killed removes what that left, and passes',
  },
  {
    name: 'a plan maps to a live namespace',
    file: 'e2e/velero-drill-site.test.ts',
    title: 'a plan that maps to a live namespace restores nothing',
  },
  {
    name: 'a Restore into a live namespace is asked for',
    file: 'e2e/velero-drill.test.ts',
    title:
      'the account of the runner is refused every Restore but that of its drill, into its own namespaces',
  },
  {
    name: 'a webhook is in the namespace backup',
    file: 'e2e/velero-drill.test.ts',
    title: 'the drill passes through the second Velero, and leaves source, backup and cluster as they were',
  },
];
