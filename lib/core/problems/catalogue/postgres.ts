import { define } from '../definition';

/** Problems of PostgreSQL clusters, their backups and recoveries. */
export const postgresProblems = {
  unknownMajor: define('RST501', {
    title: 'PostgreSQL major is not known or not supported',
    severity: 'error',
    explanation:
      'A backup carries no image. Source, recovery and drill must run the same major, so it has to be known from the code; the operator refuses images whose tag does not begin with it.',
    fix: 'Name a supported major, an image whose tag begins with one, or a catalog with its major.',
  }),
  unmeetableRpo: define('RST502', {
    title: 'RPO cannot be met by the archiving',
    severity: 'error',
    explanation:
      'An idle server closes a WAL segment only after archive_timeout, and the segment still has to be uploaded. A shorter RPO would be missed by construction.',
    fix: 'Lengthen the RPO, or shorten archive_timeout.',
  }),
  inTreeDeprecated: define('RST503', {
    title: 'In-tree Barman support is deprecated',
    severity: 'warning',
    explanation:
      'CloudNativePG deprecated its own Barman support in 1.26 and announced its removal for 1.31; images without Barman cannot use it at all.',
    fix: "Move to the Barman Cloud plugin: leave out method: 'inTree', and install the plugin.",
  }),
  fixedParameter: define('RST504', {
    title: 'PostgreSQL parameter belongs to the operator',
    severity: 'error',
    explanation: 'The operator sets this parameter itself and refuses the Cluster if somebody else does.',
    fix: 'Remove the parameter; use `preload` for shared_preload_libraries.',
  }),
  refusedRole: define('RST505', {
    title: 'Role that the operator refuses',
    severity: 'error',
    explanation:
      'The operator refuses a Cluster with reserved, repeated or impossible roles, and nothing of it is applied.',
    fix: 'Rename or remove the role.',
  }),
  loginWithoutPassword: define('RST506', {
    title: 'Role may log in but has no password',
    severity: 'warning',
    explanation: 'Without a password Secret nobody can log in as the role, except by a client certificate.',
    fix: 'Give the role a password Secret, or leave out login.',
  }),
  shortRetention: define('RST507', {
    title: 'Retention holds fewer than two base backups',
    severity: 'warning',
    explanation:
      'Between two base backups only one lies in the window. If it is damaged, nothing can be restored although the retention was kept.',
    fix: 'Keep backups for at least twice the time between two base backups.',
  }),
  parallelWalWithSegmentSize: define('RST508', {
    title: 'Parallel WAL archiving with another segment size',
    severity: 'error',
    explanation:
      'With segments other than 16 MB, parallel archiving and restoring fails (plugin-barman-cloud issue 603, cloudnative-pg issue 8874).',
    fix: 'Set wal.maxParallel to 1, or leave the segment size at 16.',
  }),
  coldSnapshotOfSingleInstance: define('RST509', {
    title: 'Cold snapshot of the only server',
    severity: 'error',
    explanation:
      'A snapshot that is not online stops the server it is taken from; with one instance that is the primary.',
    fix: 'Take snapshots online, or run two instances at least.',
  }),
  archivesIntoItsSource: define('RST510', {
    title: 'Recovered Cluster archives to where it came from',
    severity: 'error',
    explanation:
      'Barman refuses to archive into a place that is not empty ("Expected empty archive"), and if it did not, the new timeline would mix with the old one.',
    fix: 'Give the new Cluster another server name: backup.archive.serverName.',
  }),
  invalidRecoveryTarget: define('RST511', {
    title: 'Invalid recovery target',
    severity: 'error',
    explanation:
      'The operator or PostgreSQL refuses the target only when recovery runs, long after it was written.',
    fix: 'Correct the target; recoveries to a name, a transaction or one backup name the backup to start from.',
  }),
  invalidArchiveTimeout: define('RST512', {
    title: 'archive_timeout cannot be read or is off',
    severity: 'error',
    explanation: 'Without archive_timeout an idle server archives nothing, so that no RPO holds.',
    fix: 'Write archive_timeout as PostgreSQL does, for example 5min or 60s.',
  }),
  initdbOptionsOnRecovery: define('RST513', {
    title: 'Options of initdb on a recovered Cluster',
    severity: 'error',
    explanation:
      'A recovered Cluster takes encoding, checksums, segment size and contents from its source; initdb does not run.',
    fix: 'Leave out `initdb` where `recoverFrom` is given.',
  }),
  fewInstances: define('RST514', {
    title: 'Number of instances is not possible',
    severity: 'error',
    explanation: 'A Cluster has at least one server.',
    fix: 'Name a whole number of instances from 1.',
  }),
  reservedDatabase: define('RST515', {
    title: 'Database or owner is reserved',
    severity: 'error',
    explanation:
      'The operator keeps the databases postgres, template0 and template1 and the roles postgres and streaming_replica to itself.',
    fix: 'Give the application a database and an owner of its own.',
  }),
  recoveryWithOtherRole: define('RST516', {
    title: 'Recovery with another IAM role than the backup',
    severity: 'error',
    explanation:
      'The service account of a Cluster has one role, that of its own backup; with another one for the source the source could not be read.',
    fix: 'Use one role that may read the source and write the new archive, or a Secret with keys for one of them.',
  }),
} as const;
