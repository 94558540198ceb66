/** One argument of `k3s server`. */
export interface ServerArgument {
  readonly name: string;
  /** Undefined for a switch. */
  readonly value: string | undefined;
}

const ARGUMENT = /^--([a-z][a-z0-9-]*)(?:=([ -~]*))?$/;

/** Reads `--name` or `--name=value`; printable characters alone. Undefined if it is neither. */
export function readServerArgument(text: string): ServerArgument | undefined {
  const match = ARGUMENT.exec(text);
  return match === null ? undefined : { name: match[1] ?? '', value: match[2] };
}

const BY_NETWORK = 'set by `network`';
const BY_BACKUP = 'set by `etcdBackup`';
const BY_CLUSTER = 'what makes the server a part of this cluster';

/** Arguments that something else sets, with what does. */
export const RESERVED_ARGUMENTS: Readonly<Record<string, string>> = {
  token: BY_CLUSTER,
  'token-file': BY_CLUSTER,
  'agent-token': BY_CLUSTER,
  'agent-token-file': BY_CLUSTER,
  server: BY_CLUSTER,
  config: BY_CLUSTER,
  'cluster-init': BY_CLUSTER,
  'cluster-reset': 'done by `restoreFrom`',
  'cluster-reset-restore-path': 'done by `restoreFrom`',
  'data-dir': BY_CLUSTER,
  'datastore-endpoint': BY_CLUSTER,
  'disable-agent': BY_CLUSTER,
  'disable-cloud-controller': BY_CLUSTER,
  'disable-etcd': BY_CLUSTER,
  'node-name': BY_CLUSTER,
  'node-ip': BY_NETWORK,
  'node-external-ip': BY_NETWORK,
  'advertise-address': BY_NETWORK,
  'https-listen-port': BY_NETWORK,
  'flannel-iface': BY_NETWORK,
  'cluster-cidr': BY_NETWORK,
  'service-cidr': BY_NETWORK,
  'cluster-dns': BY_NETWORK,
  'cluster-domain': BY_NETWORK,
  'node-label': 'set by `labels` of the pool',
  'node-taint': 'set by `taints` of the pool',
  'secrets-encryption': 'always on',
  'write-kubeconfig': BY_CLUSTER,
  'write-kubeconfig-mode': BY_CLUSTER,
  'private-registry': 'set by `registries`',
  ...Object.fromEntries(
    [
      'etcd-disable-snapshots',
      'etcd-snapshot-name',
      'etcd-snapshot-schedule-cron',
      'etcd-snapshot-retention',
      'etcd-snapshot-dir',
      'etcd-snapshot-compress',
      'etcd-s3',
      'etcd-s3-endpoint',
      'etcd-s3-endpoint-ca',
      'etcd-s3-access-key',
      'etcd-s3-secret-key',
      'etcd-s3-bucket',
      'etcd-s3-bucket-lookup-type',
      'etcd-s3-region',
      'etcd-s3-folder',
      'etcd-s3-insecure',
      'etcd-s3-skip-ssl-verify',
      'etcd-s3-retention',
      'etcd-s3-config-secret',
    ].map((name) => [name, BY_BACKUP]),
  ),
};
