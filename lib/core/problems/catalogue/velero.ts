import { define } from '../definition';

/** Problems of namespaces backed up by Velero, their restores and drills. */
export const veleroProblems = {
  scheduleNameTooLong: define('RST950', {
    title: 'Name of a Velero Schedule is too long',
    severity: 'error',
    explanation:
      'Velero calls a backup after its Schedule and the time, and puts both into labels, which hold 63 characters. With a longer name every backup fails or its labels are hashes.',
    fix: 'Choose a shorter name, so that environment and name together have at most 48 characters.',
  }),
  unmeetableRpo: define('RST951', {
    title: 'Backups are rarer than the RPO',
    severity: 'error',
    explanation:
      'What was written since the last backup is lost. Velero has no log between two backups to go on from.',
    fix: 'Back up more often, or promise a longer RPO.',
  }),
  shortRetention: define('RST952', {
    title: 'Backups expire too early',
    severity: 'error',
    explanation:
      'Velero removes a backup when its TTL is over, also if it is the last good one. One failed run, or one drill later, and there is no backup that was ever restored.',
    fix: 'Keep backups for at least twice the longest time between two of them, and longer than from one drill to the next.',
  }),
  checksumsCorruptBackups: define('RST953', {
    title: 'AWS plugin would corrupt what it stores',
    severity: 'error',
    explanation:
      'This store refuses the checksums the plugin sends by default. Without them plugin 1.14.2 stores the framing of the upload inside the objects: the backup is Completed, and a restore ends with `gzip: invalid header` (velero issue 9951).',
    fix: "Use plugin 1.14.3 or newer: new Velero(…, { awsPlugin: '1.14.3' }).",
  }),
  invalidVersion: define('RST954', {
    title: 'Version of Velero is not exact',
    severity: 'error',
    explanation: 'A range or a tag that moves installs another Velero than the one that was tried.',
    fix: 'Write an exact version, for example 1.18.2.',
  }),
  hostPathVolume: define('RST955', {
    title: 'A hostPath volume would come back empty',
    severity: 'error',
    explanation:
      'Velero skips volumes of type hostPath: the backup is Completed with a warning, the restore too, and the volume is empty.',
    fix: 'Use a PersistentVolumeClaim, or exclude the volume and say why: VolumeBackup.fileSystem({ except: [{ volume, reason }] }).',
  }),
  unprotectedVolume: define('RST956', {
    title: 'A volume that nobody backs up',
    severity: 'warning',
    explanation: 'Its claim is declared in this composition, and no protection owns its data.',
    fix: 'Add a NamespaceBackup of its namespace, or leave the claim out of it with a reason.',
  }),
  mixedFilters: define('RST957', {
    title: 'Two kinds of resource filters',
    severity: 'error',
    explanation:
      'Velero refuses a backup that has filters of both kinds, when it starts: the Schedule is accepted, and every backup of it ends as FailedValidation.',
    fix: 'Use ResourceFilter.kinds or ResourceFilter.scoped, not both.',
  }),
  invalidFilter: define('RST958', {
    title: 'Invalid resource filter',
    severity: 'error',
    explanation:
      'Velero checks filters when a backup starts: the Schedule is accepted, and every backup of it ends as FailedValidation.',
    fix: 'Write resources with their group, for example deployments.apps; include and exclude different ones; * stands alone.',
  }),
  kindOfOtherProtection: define('RST959', {
    title: 'A kind that another protection owns',
    severity: 'error',
    explanation:
      'CloudNativePG removes or overwrites the volumes of a Cluster that Velero restores (cloudnative-pg issues 5912, 11505): databases come back by their own archive.',
    fix: 'Leave the kinds of CloudNativePG out; protect the database with a PostgresCluster.',
  }),
  invalidHook: define('RST960', {
    title: 'Hook cannot run',
    severity: 'error',
    explanation:
      'A hook that cannot run fails in every backup, which is then PartiallyFailed, or is left out without a word.',
    fix: 'Give a program with its arguments, labels of the pods, a container, and a timeout of at least 1s.',
  }),
  failingHookLeavesOut: define('RST961', {
    title: 'A failing hook leaves its pod out of the backup',
    severity: 'warning',
    explanation:
      'With onError Fail a hook that fails is an error of the backup, and the pod with its volume is not in it: the newest backup then has no data of it.',
    fix: 'Keep it where an inconsistent copy is worth nothing, and watch for PartiallyFailed backups; onError Continue keeps the data in, and the backup is PartiallyFailed all the same.',
  }),
  invalidVolumePolicy: define('RST962', {
    title: 'Invalid volume policy',
    severity: 'error',
    explanation: 'Velero refuses the whole file of policies when a backup starts, and with it the backup.',
    fix: 'Give at least one condition; capacities as two quantities, for example 0 and 100Gi.',
  }),
  snapshotsStayBehind: define('RST963', {
    title: 'Data stays in the storage system',
    severity: 'warning',
    explanation:
      'The backup holds only the names of snapshots. Whoever loses the storage system, or the cluster with its CSI driver, loses data and backup together.',
    fix: 'Move the data: VolumeBackup.csiSnapshots({ moveData: true }).',
  }),
  invalidModifier: define('RST964', {
    title: 'Invalid resource modifier',
    severity: 'error',
    explanation: 'Velero refuses the whole file of modifiers, and with it the restore.',
    fix: 'Name at least one thing to change, with names as Kubernetes knows them.',
  }),
  kindNotRestorable: define('RST965', {
    title: 'A kind that Velero does not restore',
    severity: 'error',
    explanation:
      'Velero refuses a restore that names nodes, events, its own objects or attachments of volumes.',
    fix: 'Leave the kind out.',
  }),
  kindWithSideEffects: define('RST966', {
    title: 'A drill would act on the live system',
    severity: 'error',
    explanation:
      'Restored beside its source, an object of this kind takes over hosts, issues certificates, answers webhooks or changes the whole cluster.',
    fix: 'Leave the kind out of the drill; check what matters with a check of the restored Service.',
  }),
  drillIntoLiveNamespace: define('RST967', {
    title: 'A drill would restore into a namespace that is not its own',
    severity: 'error',
    explanation: 'The restored objects would stand beside live ones, or be taken for them.',
    fix: 'Leave the mapping out, or name a namespace that nothing else uses.',
  }),
  incompleteMapping: define('RST968', {
    title: 'Mapping of namespaces is not exact',
    severity: 'error',
    explanation:
      'Velero looks up each namespace as it is written: one without an entry, or under `*`, is restored into the ORIGINAL namespace, without an error (seen).',
    fix: 'Map each namespace that is backed up, by its name, and no other; or leave the mapping out.',
  }),
  noDrillVelero: define('RST969', {
    title: 'Velero has no drill site',
    severity: 'error',
    explanation:
      'Drills restore through a second Velero that only reads the store; by the first one a drill could restore into live namespaces.',
    fix: 'Declare it: new Velero(…, { drill: { credentials, repositoryPassword } }), or waive the drill.',
  }),
  foreignNamespaceOfCheck: define('RST970', {
    title: 'A check of another namespace',
    severity: 'error',
    explanation: 'What the check looks at is not in the backup, so it could never pass.',
    fix: 'Name one of the namespaces that are backed up; with several of them every check but ready names one.',
  }),
  checkedClaimExcluded: define('RST971', {
    title: 'A check of a volume that is not backed up',
    severity: 'error',
    explanation: 'The claim comes back empty, so the check could never pass.',
    fix: 'Back the volume up, or leave the check out.',
  }),
  invalidNamespaces: define('RST972', {
    title: 'Namespaces that cannot be backed up',
    severity: 'error',
    explanation:
      'Patterns match what nobody thought of, and a drill could not map them. Backups of Velero and of drills are backups of backups.',
    fix: 'Name each namespace of live data, once.',
  }),
  invalidRestorer: define('RST973', {
    title: 'Invalid name of who may restore',
    severity: 'error',
    explanation:
      'A restore overwrites data. With an empty name, or everybody named, whoever may write objects of Velero may do so.',
    fix: 'Name users or groups of the API server that exist for this.',
  }),
  defaultRepositoryPassword: define('RST974', {
    title: 'Password of the repository is not where Velero looks',
    severity: 'error',
    explanation:
      'Velero reads key repository-password of the Secret velero-repo-credentials, and makes it with a password known to everybody if it is missing. It cannot be changed after the first backup.',
    fix: "Use Credentials of the name velero-repo-credentials with { repositoryPassword: 'repository-password' }.",
  }),
  sharedDrillTarget: define('RST975', {
    title: 'Two drills restore into one namespace',
    severity: 'error',
    explanation: 'What one of them restores the other takes for left over, or for its own.',
    fix: 'Map one of them to another namespace.',
  }),
  snapshotsNotEnabled: define('RST976', {
    title: 'Velero does not take CSI snapshots',
    severity: 'error',
    explanation: 'Without its feature EnableCSI Velero leaves the volumes out, and the backup is Completed.',
    fix: 'Switch it on: new Velero(…, { csi: true }).',
  }),
  invalidOption: define('RST977', {
    title: 'Invalid option of a Velero backup',
    severity: 'error',
    explanation: 'Velero reads it only when a backup starts, and then does otherwise than was meant.',
    fix: 'Give a whole number from 1, and durations of at least 1s.',
  }),
  foreignCheck: define('RST978', {
    title: 'A check that has nothing to connect to',
    severity: 'error',
    explanation:
      'A NamespaceBackup restores namespaces, not a database the runner knows of. The check would be shown as not run in every drill.',
    fix: 'Use NamespaceCheck; checks of a database go into NamespaceCheck.postgres({ pod, … }, …).',
  }),
} as const;
