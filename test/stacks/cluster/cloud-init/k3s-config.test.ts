import { createHash } from 'node:crypto';
import type { ClusterOptions } from '../../../../stacks/cluster/cluster-settings';
import { BUNDLE, OPTIONS, SECRETS, settingsWith } from '../example-cluster';
import { RenderedServer } from './rendered-server';

const store = OPTIONS.etcdBackup?.store ?? { endpoint: '', bucket: '', region: '' };
const hash = createHash('sha256').update(SECRETS.authorities.server.certificate).digest('hex');

function configOf(name: string, changes: Partial<ClusterOptions> = {}) {
  return RenderedServer.of(settingsWith(changes), name).config;
}

test('the first server begins the cluster', () => {
  const config = configOf('safeops-cp-1');
  expect(config).toMatchObject({
    'cluster-init': true,
    token: SECRETS.token,
    'agent-token': SECRETS.agentToken,
    'node-name': 'safeops-cp-1',
    'node-ip': '10.0.84.11',
    'advertise-address': '10.0.84.11',
    'tls-san': ['10.0.84.11', '10.0.84.12', '10.0.84.13', '203.0.113.7'],
    'cluster-cidr': '10.42.0.0/16',
    'service-cidr': '10.43.0.0/16',
    'cluster-dns': '10.43.0.10',
    'disable-cloud-controller': true,
    disable: ['traefik', 'servicelb', 'local-storage'],
    'kubelet-arg': ['cloud-provider=external'],
    'secrets-encryption': true,
  });
  expect(config).not.toHaveProperty('server');
});

test('a further control plane joins, checks the authority, and agrees in everything that must be the same', () => {
  const first = configOf('safeops-cp-1');
  const joining = configOf('safeops-cp-2');
  expect(joining).not.toHaveProperty('cluster-init');
  expect(joining).toMatchObject({
    server: 'https://10.0.84.11:6443',
    token: `K10${hash}::server:${SECRETS.token}`,
  });
  // k3s documentation, critical configuration values.
  for (const key of [
    'agent-token',
    'cluster-cidr',
    'cluster-dns',
    'service-cidr',
    'disable-cloud-controller',
    'disable',
    'secrets-encryption',
  ]) {
    expect(joining[key]).toEqual(first[key]);
  }
});

test('a worker joins with the token of agents and has no key of servers', () => {
  expect(configOf('safeops-workers-1')).toEqual({
    server: 'https://10.0.84.11:6443',
    token: `K10${hash}::node:${SECRETS.agentToken}`,
    'node-name': 'safeops-workers-1',
    'node-ip': '10.9.71.11',
    'kubelet-arg': ['cloud-provider=external'],
    'node-label': ['role=workers'],
  });
});

test('a server of the autoscaler learns name and address when it boots', () => {
  const settings = settingsWith({
    autoscaledWorkers: {
      burst: {
        serverType: 'cx33',
        min: 0,
        max: 2,
        labels: { role: 'burst' },
        taints: [{ key: 'burst', value: 'yes', effect: 'NoSchedule' }],
      },
    },
  });
  const server = RenderedServer.of(settings, 'safeops-burst');
  expect(server.document).not.toHaveProperty('hostname');
  expect(server.config).toEqual({
    server: 'https://10.0.84.11:6443',
    token: `K10${hash}::node:${SECRETS.agentToken}`,
    'kubelet-arg': ['cloud-provider=external'],
    'node-label': ['role=burst'],
    'node-taint': ['burst=yes:NoSchedule'],
  });
});

test('further arguments are added to lists and set otherwise', () => {
  const config = configOf('safeops-cp-1', {
    serverArguments: [
      '--kube-apiserver-arg=oidc-issuer-url=https://id.example.com',
      '--kube-apiserver-arg=oidc-client-id=kubernetes',
      '--kubelet-arg=max-pods=200',
      '--disable=metrics-server',
      '--tls-san=k8s.example.com',
      '--debug',
      '--flannel-backend=wireguard-native',
    ],
  });
  expect(config).toMatchObject({
    'kube-apiserver-arg': ['oidc-issuer-url=https://id.example.com', 'oidc-client-id=kubernetes'],
    'kubelet-arg': ['cloud-provider=external', 'max-pods=200'],
    disable: ['traefik', 'servicelb', 'local-storage', 'metrics-server'],
    debug: true,
    'flannel-backend': 'wireguard-native',
  });
  expect(config['tls-san']).toEqual(expect.arrayContaining(['k8s.example.com', '10.0.84.11']));
});

test('snapshots: both retentions, schedule, and where they go, on every control plane', () => {
  for (const name of ['safeops-cp-1', 'safeops-cp-3']) {
    expect(configOf(name)).toMatchObject({
      'etcd-snapshot-schedule-cron': '0 * * * *',
      'etcd-snapshot-retention': 24,
      'etcd-snapshot-compress': true,
      'etcd-s3': true,
      'etcd-s3-retention': 504,
      'etcd-s3-endpoint': 's3.eu-central-1.amazonaws.com',
      'etcd-s3-bucket': 'safeops-backup',
      'etcd-s3-folder': 'safeops/etcd-snapshots',
      'etcd-s3-region': 'eu-central-1',
      'etcd-s3-access-key': SECRETS.etcdStore?.accessKeyId,
      'etcd-s3-secret-key': SECRETS.etcdStore?.secretAccessKey,
    });
  }
});

test('a private store: path style and its certificates', () => {
  const changes = {
    etcdBackup: { store: { ...store, pathStyle: true, certificateAuthority: 'CERTIFICATES\n' } },
  };
  const server = RenderedServer.of(settingsWith(changes), 'safeops-cp-1');
  expect(server.config).toMatchObject({
    'etcd-s3-bucket-lookup-type': 'path',
    'etcd-s3-endpoint-ca': '/etc/restorable/snapshot-store-ca.pem',
  });
  expect(server.file('/etc/restorable/snapshot-store-ca.pem').content).toBe('CERTIFICATES\n');
});

test('with a config Secret no key of the store is in the file, and none on a disk beside it', () => {
  const changes = { etcdBackup: { store, credentials: 'config-secret' as const } };
  const server = RenderedServer.of(settingsWith(changes), 'safeops-cp-2');
  const keys = Object.keys(server.config).filter((key) => key.startsWith('etcd-s3'));
  // k3s ignores the Secret as soon as another key is there; the retention is exempt since 1.35.4.
  expect(keys.sort()).toEqual(['etcd-s3', 'etcd-s3-config-secret', 'etcd-s3-retention']);
  expect(server.text).not.toContain('AKIAEXAMPLE');
});

test('the config Secret holds everything, as texts', () => {
  const changes = {
    etcdBackup: { store: { ...store, certificateAuthority: 'PEM' }, credentials: 'config-secret' as const },
  };
  const server = RenderedServer.of(settingsWith(changes), 'safeops-cp-1');
  const [secret] = server.manifests('etcd-snapshot-store');
  expect(secret).toMatchObject({
    kind: 'Secret',
    type: 'etcd.k3s.cattle.io/s3-config-secret',
    metadata: { name: server.config['etcd-s3-config-secret'], namespace: 'kube-system' },
    stringData: {
      'etcd-s3-bucket': 'safeops-backup',
      'etcd-s3-access-key': 'AKIAEXAMPLE',
      'etcd-s3-retention': '504',
      'etcd-s3-endpoint-ca': 'PEM',
    },
  });
});

describe('a restore', () => {
  const bundle = { ...BUNDLE, store: { ...BUNDLE.store, bucket: 'earlier-backup', pathStyle: true } };
  const changes = { restoreFrom: { snapshot: 'latest', bundle } };

  test('reads from the store of the bundle, writes no snapshot, and hides from other servers', () => {
    const server = RenderedServer.of(settingsWith(changes), 'safeops-cp-1');
    const config = server.yaml('/etc/rancher/k3s/restore.yaml');
    expect(config).toMatchObject({
      token: SECRETS.token,
      'etcd-disable-snapshots': true,
      'etcd-s3-bucket': 'earlier-backup',
      'etcd-s3-bucket-lookup-type': 'path',
      'https-listen-port': 7443,
      'cluster-cidr': '10.42.0.0/16',
      'secrets-encryption': true,
    });
    expect(config).not.toHaveProperty('cluster-init');
    expect(config).not.toHaveProperty('server');
    expect(server.config).toMatchObject({ 'cluster-init': true, 'etcd-s3-bucket': 'safeops-backup' });
  });

  test('is done by the first server alone', () => {
    const other = RenderedServer.of(settingsWith(changes), 'safeops-cp-2');
    expect(other.files.map(({ path }) => path)).not.toContain('/etc/rancher/k3s/restore.yaml');
    expect(other.file('/etc/restorable/server.env').content).toContain("RESTORE_SNAPSHOT=''");
    const first = RenderedServer.of(settingsWith(changes), 'safeops-cp-1');
    expect(first.file('/etc/restorable/server.env').content).toContain("RESTORE_SNAPSHOT='latest'");
  });
});
