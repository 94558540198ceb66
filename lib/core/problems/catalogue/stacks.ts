import { define } from '../definition';

/** Problems of the cluster stack, of its settings, and of building it from a snapshot. */
export const stacksProblems = {
  invalidClusterName: define('RST901', {
    title: 'Invalid name of a cluster or pool',
    severity: 'error',
    explanation:
      'Servers and nodes are called `<cluster>-<pool>-<n>`. Hetzner and Kubernetes refuse names that are no DNS labels or have more than 63 characters, the latter only when the server is already there and paid for.',
    fix: 'Use lower-case letters, digits and dashes: 40 characters at most for the cluster, 16 for a pool.',
  }),
  invalidServerPool: define('RST902', {
    title: 'Invalid pool of servers',
    severity: 'error',
    explanation:
      'Type, number, labels and taints go to Hetzner, to cloud-init and to the kubelet as they are. A kubelet that gets a wrong label does not start, and the server never joins.',
    fix: 'Correct the value.',
  }),
  wrongControlPlaneCount: define('RST903', {
    title: 'Number of control planes',
    severity: 'error',
    explanation:
      'etcd needs more than half of its members. An even number survives no more failures than the odd number below it and has one more server that can fail; more than nine are slower without being safer. Without any there is no cluster.',
    fix: 'Use 1, or 3 for a cluster that survives the loss of a server.',
  }),
  unclearFirstServer: define('RST904', {
    title: 'Which server begins the cluster is not clear',
    severity: 'error',
    explanation:
      'Exactly one server begins a cluster and all others join it. If that followed from the order of pools, a pool added later could make its first server begin a second cluster.',
    fix: 'Name the pool in `firstPool`, and leave it when pools are added.',
  }),
  duplicatePool: define('RST905', {
    title: 'Pool name is used twice',
    severity: 'error',
    explanation: 'Servers are named after their pool. Two pools of one name want servers of the same names.',
    fix: 'Rename one of the pools.',
  }),
  invalidAutoscaler: define('RST906', {
    title: 'Autoscaler cannot keep to these limits',
    severity: 'error',
    explanation:
      'With a minimum above the maximum the autoscaler does not start, and with it no pool is scaled.',
    fix: 'Choose whole numbers, the minimum not above the maximum, and a maximum of 1 or more.',
  }),
  autoscalerPoolsDiffer: define('RST907', {
    title: 'Pools of the autoscaler differ where they cannot',
    severity: 'error',
    explanation:
      'The autoscaler has one image for each architecture and one setting for public addresses (cluster-autoscaler 1.35, provider hetzner). Servers of one of the pools would come up with those of the other.',
    fix: 'Give all scaled pools the same image and the same public addresses, or make one of them a pool of fixed size.',
  }),
  invalidClusterNetwork: define('RST908', {
    title: 'Networks of the cluster do not fit together',
    severity: 'error',
    explanation:
      'Addresses of pods, Services and servers are told apart by their networks alone. Where they overlap, packets go to the wrong one; none of it can be changed once the cluster runs.',
    fix: 'Choose networks that do not overlap, the subnets inside the private network and the DNS address inside the Services.',
  }),
  addressBlockTaken: define('RST909', {
    title: 'Address block of a pool',
    severity: 'error',
    explanation:
      'Each pool has a block of 256 private addresses, computed from its name so that no other pool can move it. Two names may get the same block, and then their servers would get the same addresses.',
    fix: 'Set `addressBlock` of the newer pool to a number that is free, and never change it.',
  }),
  floatingK3sVersion: define('RST910', {
    title: 'No exact k3s version',
    severity: 'error',
    explanation:
      'A version that moves makes servers of one cluster run different minors, which Kubernetes does not support, and a restore run an older one than the snapshot is from.',
    fix: 'Name an exact release, for example v1.35.5+k3s1, or the channel of one minor, for example v1.35.',
  }),
  k3sTooOld: define('RST911', {
    title: 'k3s is too old for these settings',
    severity: 'error',
    explanation:
      'Before 1.31.12, 1.32.8, 1.33.4 and 1.34.0 k3s does not know `etcd-s3-retention` and refuses to start. Until March 2026 (1.35.3) it ignores a config Secret as soon as that key stands in the file, and no snapshot leaves the servers.',
    fix: 'Choose a newer release.',
  }),
  versionChosenAtBoot: define('RST912', {
    title: 'k3s version is chosen when a server boots',
    severity: 'warning',
    explanation:
      'Servers made at different times get different patch releases, and the binary is checked only against the checksum that its release publishes.',
    fix: 'Name an exact release.',
  }),
  invalidSnapshotStore: define('RST913', {
    title: 'Store of etcd snapshots',
    severity: 'error',
    explanation:
      'k3s takes host and port without a scheme, and signs for the region it is told. With a scheme, or a wrong or empty region, every upload fails, and only a line in the log says so.',
    fix: 'Write host and port alone, for example s3.eu-central-1.amazonaws.com, and the region; auto for Cloudflare R2.',
  }),
  invalidSnapshotFolder: define('RST914', {
    title: 'Folder of etcd snapshots',
    severity: 'error',
    explanation:
      'k3s keeps the newest snapshots of a folder and deletes the others, whatever cluster they are from: two clusters in one folder delete each other’s snapshots. A slash at an end, or two in a row, make names that a restore does not find.',
    fix: 'Use one folder for each cluster, for example production/etcd-snapshots.',
  }),
  snapshotsMissRpo: define('RST915', {
    title: 'Snapshots are too rare for the RPO',
    severity: 'error',
    explanation:
      'Whatever was changed in the cluster after the last snapshot is lost with it. The longest time between two is longer than the loss that is accepted.',
    fix: 'Schedule snapshots more often, or accept a longer loss.',
  }),
  noEtcdBackup: define('RST916', {
    title: 'No snapshot of etcd leaves the servers',
    severity: 'warning',
    explanation:
      'k3s keeps snapshots on the control planes themselves. With the last of these servers the state of the cluster is gone: everything that is not in Git, and every Secret that was made in the cluster.',
    fix: 'Give `etcdBackup` a store.',
  }),
  retentionNotEnforced: define('RST917', {
    title: 'Nobody prunes the snapshots in the store',
    severity: 'warning',
    explanation:
      'k3s reads no retention from a config Secret (1.35, `pkg/etcd/s3/config_secret.go`): releases differ in whether they keep everything or five of all servers together.',
    fix: 'Let a lifecycle rule of the bucket delete old snapshots and check that enough are kept, or use `config-file`.',
  }),
  invalidRebootWindow: define('RST918', {
    title: 'Reboot window',
    severity: 'error',
    explanation:
      'kured reads the window at its start and ends where it cannot: updates that need a reboot are then never in effect. It also never reboots where the end is before the start.',
    fix: 'Give days such as sun, times as HH:MM with the start before the end, and a time zone such as Europe/Berlin.',
  }),
  upgradesWithoutReboot: define('RST919', {
    title: 'Upgrades of the system that do not help',
    severity: 'warning',
    explanation:
      'A new kernel is in effect after a reboot. Without a window for it nobody reboots; with fewer than three control planes the API is away while one of them does.',
    fix: 'Set `reboots`, and use three control planes; or upgrade by replacing servers.',
  }),
  invalidRecoveryBundle: define('RST920', {
    title: 'No recovery bundle',
    severity: 'error',
    explanation:
      'Without the token of the cluster that made the snapshot, k3s cannot read the certificate authorities and the key of its Secrets in it: the restored cluster does not start.',
    fix: 'Give the text of the bundle as the cluster stack wrote it.',
  }),
  snapshotOfAnotherCluster: define('RST921', {
    title: 'Snapshot does not belong to this cluster',
    severity: 'error',
    explanation:
      'A restored cluster is the earlier one: name, networks and minor of k3s must be those it had, or newer ones where that is allowed. Otherwise it starts with addresses that nothing answers at, or not at all.',
    fix: 'Take name and networks from the bundle, and the k3s release of the snapshot or a newer one.',
  }),
  missingClusterSecret: define('RST922', {
    title: 'Secret of the cluster is missing or wrong',
    severity: 'error',
    explanation:
      'Servers get their secrets when they boot, and once. Without them they come up and cannot join, pull images or store snapshots.',
    fix: 'Give the secret as secret configuration of the stack.',
  }),
  unsafeText: define('RST923', {
    title: 'Text that cannot be handed to a server',
    severity: 'error',
    explanation:
      'The text ends up in files that cloud-init writes and shells read. Line ends, quotes and control characters in it change what the server is told.',
    fix: 'Leave out line ends, quotes and control characters.',
  }),
  reservedServerArgument: define('RST924', {
    title: 'Server argument is set by something else',
    severity: 'error',
    explanation:
      'The argument has a setting of its own, or is what makes the server a part of this cluster. Given twice, k3s takes one of both, and not always the same.',
    fix: 'Use the setting, or leave the argument out.',
  }),
  userDataTooLong: define('RST925', {
    title: 'User data is too long',
    severity: 'error',
    explanation:
      'Hetzner refuses user data of more than 32 KiB. What a server is told is compressed where it is longer; here that is not enough.',
    fix: 'Use fewer scaled pools, registries or server arguments.',
  }),
  noWayOut: define('RST926', {
    title: 'Servers without a public address',
    severity: 'warning',
    explanation:
      'A server fetches k3s and its images when it boots. Without a public address it needs a route out of the private network, which this program does not make; until then it waits.',
    fix: 'Add a NAT gateway and a route to it, or give the servers a public IPv4 address.',
  }),
  unknownLocation: define('RST927', {
    title: 'Network zone and locations do not fit',
    severity: 'error',
    explanation:
      'A private network lies in one zone, and only servers of that zone can be in it. Hetzner refuses the others when half of the cluster is there.',
    fix: 'Use locations of one zone. For a location that is newer than this program, set `networkZone`.',
  }),
  apiBesideFirewall: define('RST928', {
    title: 'Firewall does not see who comes by the load balancer',
    severity: 'error',
    explanation:
      'A load balancer of Hetzner has no firewall and reaches servers by the private network, which no firewall filters. The API would be open to everybody although only some sources are named.',
    fix: 'Leave out `api.loadBalancer`, make the API private with `api.access`, or leave out `firewall.apiSources`.',
  }),
  snapshotNotLookedAt: define('RST929', {
    title: 'Snapshot could not be looked at',
    severity: 'warning',
    explanation:
      'Whether there is such a snapshot, and whether its token is that of the bundle, is found out by the first server only, when it boots. For a cluster that has been built from it already, nothing follows: snapshots are pruned in time.',
    fix: 'Reach the store from where Pulumi runs, with keys that may list and read the folder.',
  }),
} as const;
