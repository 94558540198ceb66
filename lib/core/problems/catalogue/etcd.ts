import { define } from '../definition';

/** Problems of snapshots of etcd and their drills. */
export const etcdProblems = {
  invalidEtcdFolder: define('RST860', {
    title: 'Invalid folder of etcd snapshots',
    severity: 'error',
    explanation:
      'Snapshots of two clusters in one folder remove each other, since the retention of k3s counts all that are there; and after a disaster the wrong cluster would be restored.',
    fix: 'Give each cluster a folder of its own, for example safeops/etcd-snapshots.',
  }),
  etcdScheduleMissesRpo: define('RST861', {
    title: 'etcd snapshots are too rare for the RPO',
    severity: 'error',
    explanation:
      'A snapshot is all there is: nothing is archived between two of them, so up to the time between them is lost.',
    fix: 'Take snapshots more often, or agree on another RPO.',
  }),
  etcdHasNoPointInTime: define('RST862', {
    title: 'etcd cannot be restored to a point in time',
    severity: 'error',
    explanation: 'There are whole snapshots and nothing in between, so a drill restores the newest one.',
    fix: 'Leave targets out, or use RestoreTo.latest().',
  }),
  checkOfOtherSystem: define('RST863', {
    title: 'A check that cannot look at this system',
    severity: 'error',
    explanation: 'It would run in no drill, and the drill would look as if something had been checked.',
    fix: 'Use EtcdCheck for etcd, and Check for databases.',
  }),
  invalidEtcdCheck: define('RST864', {
    title: 'etcd check cannot work',
    severity: 'error',
    explanation:
      'Kubernetes keeps its objects below /registry/ under names of its own form; what has another form is never found, and the drill would always fail.',
    fix: 'Name namespaces as Kubernetes does, custom resources as plural.group, and prefixes from /registry/ on.',
  }),
  invalidEtcdImage: define('RST865', {
    title: 'Invalid image of etcd',
    severity: 'error',
    explanation:
      'A drill restores with the etcdutl of this image. One without a version may be another tomorrow, and refuse what it took today.',
    fix: 'Name the image with a version or a digest, for example registry.k8s.io/etcd:3.6.16-0.',
  }),
  invalidEtcdCertificates: define('RST866', {
    title: 'Invalid folder of etcd certificates',
    severity: 'error',
    explanation: 'The job mounts the certificates from the control-plane node, by their absolute path there.',
    fix: 'Name an absolute folder, for example /etc/kubernetes/pki/etcd.',
  }),
  etcdWriterNeedsSecret: define('RST867', {
    title: 'The job of etcd snapshots needs keys in a Secret',
    severity: 'error',
    explanation:
      'The job runs in the network of a control-plane node, where no role is handed to it: without a Secret it cannot upload anything.',
    fix: 'Give it Credentials of a Secret with keys that may put objects into the folder, and nothing more.',
  }),
  invalidScratchSpace: define('RST868', {
    title: 'Too little space to drill etcd',
    severity: 'error',
    explanation:
      'The drill holds the snapshot and the etcd restored from it at the same time: a small one needs some hundred MiB.',
    fix: 'Give the drill at least 256Mi, twice the size of a snapshot.',
  }),
} as const;
