import { define } from '../definition';

/** Problems of operating a real cluster from the command line: backups, drills and recoveries by hand. */
export const operationProblems = {
  kubectlNotFound: define('RST740', {
    title: 'kubectl is not installed',
    severity: 'error',
    explanation:
      'Clusters are reached by the kubectl program, so that contexts, proxies and login plugins work as they do everywhere else.',
    fix: 'Install kubectl (https://kubernetes.io/docs/tasks/tools) and make sure that it is on the PATH.',
  }),
  clusterUnreachable: define('RST741', {
    title: 'Cluster cannot be reached',
    severity: 'error',
    explanation:
      'kubectl found no cluster, could not connect to it, or could not log in. Nothing is known of what is there.',
    fix: 'Check `kubectl get namespaces` with the same --context and --kubeconfig.',
  }),
  clusterAccessDenied: define('RST742', {
    title: 'Not allowed on the cluster',
    severity: 'error',
    explanation: 'The API server knows who asks, and has not granted the right that is needed.',
    fix: 'Use a context with the right, or ask for it; `kubectl auth whoami` says who the API server sees.',
  }),
  clusterObjectMissing: define('RST743', {
    title: 'Not found on the cluster',
    severity: 'error',
    explanation:
      'The composition declares the object and the cluster does not have it: the tree is not applied, or this is another cluster.',
    fix: 'Check the context and what Flux has applied: `kubectl get kustomizations --all-namespaces`.',
  }),
  kubectlFailed: define('RST744', {
    title: 'kubectl failed',
    severity: 'error',
    explanation: 'kubectl, or the API server behind it, refused or could not do what it was asked to.',
    fix: 'Correct what is said there, and try again.',
  }),
  operationUnsupported: define('RST745', {
    title: 'Not possible for this kind of protection',
    severity: 'error',
    explanation:
      'The command works on databases run by CloudNativePG. Doing nothing must not look like having done it.',
    fix: 'Name a PostgresCluster.',
  }),
  severalClusters: define('RST746', {
    title: 'Protections of several clusters',
    severity: 'error',
    explanation:
      'kubectl reaches one cluster at a time. Looked for in the wrong one, everything would seem to be missing.',
    fix: 'Say which cluster with --cluster, and where it is with --context.',
  }),
  otherArchive: define('RST747', {
    title: 'Cluster archives elsewhere than declared',
    severity: 'error',
    explanation:
      'The database on the cluster writes to another archive than the composition says: the tree is not applied, or this is another cluster. A backup made there would not be the one that is drilled.',
    fix: 'Check the context, and what Flux has applied.',
  }),
  backupRunning: define('RST748', {
    title: 'Another backup is running',
    severity: 'error',
    explanation:
      'CloudNativePG takes one backup of a Cluster at a time: a second one would wait behind the first, for ever where that hangs.',
    fix: 'Wait for it; or delete its Backup object where it hangs, which leaves the archive as it is.',
  }),
  drillWaived: define('RST749', {
    title: 'Drill is waived',
    severity: 'error',
    explanation:
      'The composition refuses the drill of this protection for a reason, so that there is none to run.',
    fix: 'Declare a drill instead of the waiver.',
  }),
  drillRunning: define('RST750', {
    title: 'The drill is running already',
    severity: 'error',
    explanation: 'Two runs of one drill would restore into the same place; the second one gives up at once.',
    fix: 'Wait for it: `restorable drill list` shows when it has ended.',
  }),
  notEnded: define('RST751', {
    title: 'Not ended in time',
    severity: 'error',
    explanation:
      'The command stopped watching. What it started goes on in the cluster, and nothing is known of its result yet.',
    fix: 'Look again later, or give it more time with --timeout.',
  }),
  unprovenRecovery: define('RST752', {
    title: 'Recovery is not backed by evidence',
    severity: 'error',
    explanation:
      'A recovery from a backup that was never restored is an experiment on production. No drill in verified evidence shows that this one works now, so nothing was written.',
    fix: 'Run the drill first (`restorable drill run`), or take the risk with --without-proof "reason", which is recorded.',
  }),
  impossibleTarget: define('RST753', {
    title: 'Not recoverable to that time',
    severity: 'error',
    explanation:
      'PostgreSQL recovers to a time between the end of the first base backup and the last archived commit. Towards any other time the recovery fails after minutes, under pressure.',
    fix: 'Name a time with its zone, such as 2026-02-17T12:00:00Z, within the window that `restorable backup status` shows; leave --to out for the end of the archive.',
  }),
  recoveryFolderInUse: define('RST754', {
    title: 'Folder holds another recovery',
    severity: 'error',
    explanation:
      'The record of who decided on a recovery, and on which proof, is written once. Manifests of two recoveries in one folder would be applied together.',
    fix: 'Choose another folder with --out.',
  }),
  brokenResult: define('RST755', {
    title: 'Drill left no verdict',
    severity: 'error',
    explanation:
      'The runner ended without a result: it was killed, or it never started. Whether the backup can be restored is not known.',
    fix: 'Look at the pod and the events of its namespace, and run the drill again.',
  }),
} as const;
