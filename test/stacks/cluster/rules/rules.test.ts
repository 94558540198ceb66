import type { Problem } from '../../../../lib/core';
import type { ClusterOptions } from '../../../../stacks/cluster/cluster-settings';
import { inspectClusterSettings } from '../../../../stacks/cluster/rules';
import { BUNDLE, bundleOf, OPTIONS, settingsWith } from '../example-cluster';

const cp = OPTIONS.controlPlanes.cp ?? { serverType: 'cx33', count: 3 };
const worker = { serverType: 'cx33', count: 1 };
const scaled = { serverType: 'cx33', min: 0, max: 3 };
const store = OPTIONS.etcdBackup?.store ?? { endpoint: '', bucket: '', region: '' };

function inspect(changes: Partial<ClusterOptions> = {}): Problem[] {
  return inspectClusterSettings(settingsWith(changes));
}

/** Code and property of every problem. */
function found(changes: Partial<ClusterOptions>): string[] {
  return inspect(changes).map(({ code, property }) => `${code} ${property ?? ''}`);
}

test('a usual cluster has no problem', () => {
  expect(inspect()).toEqual([]);
});

test('a cluster with everything has no problem', () => {
  const problems = inspect({
    autoscaledWorkers: { burst: scaled },
    upgrades: { k3s: true, os: true },
    reboots: { days: ['sun'], start: '02:00', end: '05:00', timeZone: 'Europe/Berlin' },
    serverArguments: ['--kube-apiserver-arg=oidc-issuer-url=https://id.example.com/realms/sre', '--debug'],
    registries: { 'docker.io': { mirrors: ['https://mirror.example.com:5000'] }, 'ghcr.io': { login: true } },
    api: { hostnames: ['k8s.example.com'] },
    firewall: { sshSources: ['203.0.113.0/24'], apiSources: ['203.0.113.7/32'] },
    sshKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE0 operator@example.com \n'],
    restoreFrom: { snapshot: 'etcd-snapshot-safeops-cp-1-1730000000.zip', bundle: BUNDLE },
  });
  expect(problems).toEqual([]);
});

test.each<[string, Partial<ClusterOptions>, string[]]>([
  ['a cluster name with upper-case letters', { name: 'SafeOps' }, ['RST901 name']],
  ['a cluster name too long', { name: 'c'.repeat(41) }, ['RST901 name']],
  ['a pool name with a quote', { workers: { "w'1": worker } }, ["RST901 workers.w'1"]],
  [
    'node names too long together',
    { name: 'c'.repeat(40), autoscaledWorkers: { ['p'.repeat(16)]: scaled } },
    [`RST901 autoscaledWorkers.${'p'.repeat(16)}`],
  ],
  [
    'a pool without a whole number',
    { workers: { w: { ...worker, count: 1.5 } } },
    ['RST902 workers.w.count'],
  ],
  ['a pool with fewer than none', { workers: { w: { ...worker, count: -1 } } }, ['RST902 workers.w.count']],
  [
    'an unknown type',
    { workers: { w: { ...worker, serverType: 'large one' } } },
    ['RST902 workers.w.serverType'],
  ],
  [
    'more servers than a network takes',
    { workers: { w: { ...worker, count: 90 } }, autoscaledWorkers: { burst: { ...scaled, max: 10 } } },
    ['RST902 workers'],
  ],
  ['a label key', { workers: { w: { ...worker, labels: { 'a b': 'c' } } } }, ['RST902 workers.w.labels.a b']],
  ['a label value', { workers: { w: { ...worker, labels: { a: 'b c' } } } }, ['RST902 workers.w.labels.a']],
  [
    'a label a kubelet may not set',
    { workers: { w: { ...worker, labels: { 'node-role.kubernetes.io/db': 'true' } } } },
    ['RST902 workers.w.labels.node-role.kubernetes.io/db'],
  ],
  [
    'a taint effect',
    { workers: { w: { ...worker, taints: [{ key: 'a', effect: 'Never' as 'NoExecute' }] } } },
    ['RST902 workers.w.taints'],
  ],
  [
    'an even number of control planes',
    { controlPlanes: { cp: { ...cp, count: 2 } } },
    ['RST903 controlPlanes'],
  ],
  ['no control plane', { controlPlanes: {} }, ['RST903 controlPlanes']],
  ['eleven control planes', { controlPlanes: { cp: { ...cp, count: 11 } } }, ['RST903 controlPlanes']],
  [
    'several pools of control planes and no first',
    { controlPlanes: { a: { ...cp, count: 1 }, b: { ...cp, count: 2 } } },
    ['RST904 firstPool'],
  ],
  ['a first pool that is none', { firstPool: 'workers' }, ['RST904 firstPool']],
  ['a pool name used twice', { workers: { cp: worker } }, ['RST905 workers']],
  [
    'an autoscaler minimum above the maximum',
    { autoscaledWorkers: { burst: { ...scaled, min: 4 } } },
    ['RST906 autoscaledWorkers.burst'],
  ],
  [
    'scaled pools with different images',
    { autoscaledWorkers: { a: scaled, b: { ...scaled, image: 'debian-12' } } },
    ['RST907 autoscaledWorkers.b.image'],
  ],
  ['no network', { network: { pods: '10.42.0.0' } }, ['RST107 network.pods']],
  ['pods and Services that overlap', { network: { pods: '10.43.128.0/17' } }, ['RST908 network.pods']],
  ['pods in the private network', { network: { pods: '10.15.0.0/16' } }, ['RST908 network.pods']],
  ['a public network', { network: { pods: '11.0.0.0/16' } }, ['RST908 network.pods']],
  ['a subnet outside the network', { network: { workers: '10.20.0.0/16' } }, ['RST908 network.workers']],
  [
    'subnets that overlap',
    { network: { workers: '10.0.0.0/15' }, workers: { w: { ...worker, addressBlock: 9 } } },
    ['RST908 network.controlPlanes'],
  ],
  [
    'a subnet without room for blocks',
    { network: { workers: '10.8.0.0/24' }, workers: {} },
    ['RST908 network.workers'],
  ],
  ['a DNS address elsewhere', { network: { clusterDns: '10.42.0.10' } }, ['RST908 network.clusterDns']],
  ['a DNS address that is none', { network: { clusterDns: 'dns' } }, ['RST107 network.clusterDns']],
  [
    'a firewall source that is none',
    { firewall: { apiSources: ['office'] } },
    ['RST107 firewall.apiSources'],
  ],
  [
    'sources of an API whose load balancer takes everybody',
    { api: { loadBalancer: {} }, firewall: { apiSources: ['203.0.113.7/32'] } },
    ['RST928 firewall.apiSources'],
  ],
  [
    'pools in one block',
    { workers: { a: { ...worker, addressBlock: 5 }, b: { ...worker, addressBlock: 5 } } },
    ['RST909 workers.b.addressBlock'],
  ],
  [
    'a block outside the subnet',
    { workers: { a: { ...worker, addressBlock: 2048 } } },
    ['RST909 workers.a.addressBlock'],
  ],
  [
    'the block of chosen addresses',
    { workers: { a: { ...worker, addressBlock: 0 } } },
    ['RST909 workers.a.addressBlock'],
  ],
  ['the channel stable', { k3s: { channel: 'stable' } }, ['RST910 k3s.channel']],
  ['a version without its suffix', { k3s: { version: 'v1.35.5' } }, ['RST910 k3s.version']],
  ['the version latest', { k3s: { version: 'latest' } }, ['RST910 k3s.version']],
  [
    'a checksum that is none',
    { k3s: { version: 'v1.35.5+k3s1', sha256: { amd64: 'abc' } } },
    ['RST910 k3s.sha256.amd64'],
  ],
  ['a k3s before the retention of stores', { k3s: { version: 'v1.33.3+k3s1' } }, ['RST911 k3s.version']],
  ['a k3s of an old minor', { k3s: { version: 'v1.30.9+k3s1' } }, ['RST911 k3s.version']],
  [
    'a k3s that ignores a config Secret',
    { k3s: { version: 'v1.35.3+k3s1' }, etcdBackup: { store, credentials: 'config-secret' } },
    ['RST911 k3s.version', 'RST917 etcdBackup.credentials'],
  ],
  ['the channel of a minor', { k3s: { channel: 'v1.35' } }, ['RST912 k3s.channel']],
  [
    'an endpoint with a scheme',
    { etcdBackup: { store: { ...store, endpoint: 'https://s3.example.com/' } } },
    ['RST913 etcdBackup.store.endpoint'],
  ],
  ['no region', { etcdBackup: { store: { ...store, region: '' } } }, ['RST913 etcdBackup.store.region']],
  ['no bucket', { etcdBackup: { store: { ...store, bucket: '' } } }, ['RST913 etcdBackup.store.bucket']],
  [
    'a region of R2',
    { etcdBackup: { store: { ...store, endpoint: 'a1.eu.r2.cloudflarestorage.com', region: 'eu' } } },
    ['RST913 etcdBackup.store.region'],
  ],
  [
    'a region other than that of the endpoint',
    { etcdBackup: { store: { ...store, region: 'us-east-1' } } },
    ['RST913 etcdBackup.store.region'],
  ],
  [
    'a region other than that of a location of Hetzner',
    { etcdBackup: { store: { ...store, endpoint: 'fsn1.your-objectstorage.com', region: 'nbg1' } } },
    ['RST913 etcdBackup.store.region'],
  ],
  [
    'the bucket in the endpoint',
    { etcdBackup: { store: { ...store, endpoint: `${store.bucket}.s3.eu-central-1.amazonaws.com` } } },
    ['RST913 etcdBackup.store.endpoint'],
  ],
  [
    'a folder with a slash at its end',
    { etcdBackup: { store, folder: 'safeops/' } },
    ['RST914 etcdBackup.folder'],
  ],
  ['an empty folder', { etcdBackup: { store, folder: '' } }, ['RST914 etcdBackup.folder']],
  ['two slashes in a row', { etcdBackup: { store, folder: 'a//b' } }, ['RST914 etcdBackup.folder']],
  ['a folder with a quote', { etcdBackup: { store, folder: "a'b" } }, ['RST914 etcdBackup.folder']],
  [
    'snapshots rarer than the RPO',
    { etcdBackup: { store, schedule: '0 */12 * * *', rpo: '6h' } },
    ['RST915 etcdBackup.schedule'],
  ],
  ['no cron', { etcdBackup: { store, schedule: 'hourly' } }, ['RST102 etcdBackup.schedule']],
  [
    'seconds in the cron',
    { etcdBackup: { store, schedule: '30 0 * * * *' } },
    ['RST103 etcdBackup.schedule'],
  ],
  [
    'no durations',
    { etcdBackup: { store, keepInStore: 'a week', keepOnServers: '', rpo: '1' } },
    ['RST101 etcdBackup.rpo', 'RST101 etcdBackup.keepInStore', 'RST101 etcdBackup.keepOnServers'],
  ],
  [
    'settings of the store in a Secret',
    { etcdBackup: { store, credentials: 'config-secret' } },
    ['RST917 etcdBackup.credentials'],
  ],
  [
    'a window that ends before it starts',
    { reboots: { start: '22:00', end: '04:00' } },
    ['RST918 reboots.end'],
  ],
  ['a window without days', { reboots: { days: [] } }, ['RST918 reboots.days']],
  ['an unknown day', { reboots: { days: ['sunday' as 'sun'] } }, ['RST918 reboots.days']],
  ['no time of day', { reboots: { start: '2 am' } }, ['RST110 reboots.start']],
  ['no time zone', { reboots: { timeZone: '+02:00' } }, ['RST918 reboots.timeZone']],
  ['an unknown time zone', { reboots: { timeZone: 'Europe/Bonn' } }, ['RST918 reboots.timeZone']],
  ['upgrades and no window', { upgrades: { os: true } }, ['RST919 reboots']],
  [
    'upgrades of a single control plane',
    { upgrades: { os: true }, reboots: {}, controlPlanes: { cp: { ...cp, count: 1 } } },
    ['RST919 upgrades.os'],
  ],
  ['a registry with a path', { registries: { 'ghcr.io/safeops': { login: true } } }, ['RST923 registries']],
  [
    'a mirror without scheme',
    { registries: { 'docker.io': { mirrors: ['mirror'] } } },
    ['RST923 registries.docker.io.mirrors'],
  ],
  ['an SSH key on two lines', { sshKeys: ['ssh-ed25519 AAAA\nssh-ed25519 BBBB'] }, ['RST923 sshKeys[0]']],
  ['a host name with a space', { api: { hostnames: ['my api'] } }, ['RST923 api.hostnames']],
  ['an image with a quote', { workers: { w: { ...worker, image: 'ubuntu"' } } }, ['RST923 workers.w.image']],
  [
    'a server argument with a line end',
    { serverArguments: ['--debug\n--token=x'] },
    ['RST923 serverArguments[0]'],
  ],
  ['a server argument without dashes', { serverArguments: ['debug'] }, ['RST923 serverArguments[0]']],
  [
    'a server argument with a setting',
    { serverArguments: ['--cluster-cidr=10.1.0.0/16'] },
    ['RST924 serverArguments[0]'],
  ],
  ['the token as a server argument', { serverArguments: ['--token=x'] }, ['RST924 serverArguments[0]']],
  [
    'workers without public addresses',
    { workers: { w: { ...worker, publicIpv4: false } } },
    ['RST926 workers.w'],
  ],
  [
    'a pool in another zone',
    { workers: { w: { ...worker, location: 'ash' } } },
    ['RST927 workers.w.location'],
  ],
  [
    'an unknown location',
    { location: 'ber1' },
    [
      'RST927 location',
      'RST927 loadBalancer.location',
      'RST927 controlPlanes.cp.location',
      'RST927 workers.workers.location',
    ],
  ],
])('%s is a problem', (_, changes, expected) => {
  expect(found(changes)).toEqual(expected);
});

test('no etcd backup is a warning', () => {
  const [problem, ...more] = inspectClusterSettings({ ...settingsWith(), etcdBackup: undefined });
  expect(problem).toMatchObject({ code: 'RST916', severity: 'warning' });
  expect(more).toEqual([]);
});

test('a location newer than this program is fine with its network zone', () => {
  expect(inspect({ location: 'ber1', networkZone: 'eu-central' })).toEqual([]);
  const problems = inspect({ location: 'fsn1', networkZone: 'us-east' });
  expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['RST927']));
});

test('an endpoint with a scheme is refused with the host to write', () => {
  const [problem] = inspect({
    etcdBackup: { store: { ...store, endpoint: 'https://s3.example.com:9000/b' } },
  });
  expect(problem?.fix).toBe('Write s3.example.com:9000.');
});

test.each<[string, Partial<ClusterOptions>]>([
  ['servers alone', { firewall: { apiSources: ['203.0.113.7/32'] } }],
  [
    'a private load balancer',
    { api: { access: 'private', loadBalancer: {} }, firewall: { apiSources: ['203.0.113.7/32'] } },
  ],
  [
    'a public load balancer that everybody may reach',
    { api: { loadBalancer: {} }, firewall: { apiSources: ['0.0.0.0/0', '::/0'] } },
  ],
])('sources of the API can be named for %s', (_, changes) => {
  expect(found(changes)).toEqual([]);
});

test('an endpoint that names its region says which to write where it is missing', () => {
  const [problem] = inspect({ etcdBackup: { store: { ...store, region: '' } } });
  expect(problem).toMatchObject({ reason: 'The region is missing.', fix: 'Write eu-central-1.' });
});

test('user data that does not fit is found before anything is made', () => {
  const autoscaledWorkers = Object.fromEntries(
    Array.from({ length: 12 }, (_, n) => [`pool-${n}`, { ...scaled, max: 1 }]),
  );
  const registries = Object.fromEntries(
    Array.from({ length: 300 }, (_, n) => [`r${n}.example.com`, { login: true }]),
  );
  const problems = inspect({ autoscaledWorkers, registries });
  expect(problems.map(({ code }) => code)).toContain('RST925');
});

test('everything wrong is reported at once', () => {
  const codes = inspect({
    name: 'SafeOps',
    controlPlanes: { cp: { ...cp, count: 2 } },
    network: { pods: '10.43.0.0/16' },
    k3s: { channel: 'latest' },
    autoscaledWorkers: { burst: { ...scaled, min: 9 } },
    reboots: { start: '05:00', end: '01:00' },
    etcdBackup: { store: { endpoint: 'http://s3', bucket: 'backup', region: '' }, folder: '/x' },
    restoreFrom: { snapshot: 'latest', bundle: BUNDLE },
  }).map(({ code }) => code);
  expect(new Set(codes)).toEqual(
    new Set(['RST901', 'RST903', 'RST906', 'RST908', 'RST910', 'RST913', 'RST914', 'RST918', 'RST921']),
  );
});

describe('restoreFrom', () => {
  const restore = (changes: Partial<ClusterOptions>, snapshot = 'latest', bundle = BUNDLE) =>
    found({ ...changes, restoreFrom: { snapshot, bundle } });

  test.each([
    'etcd-snapshot-safeops-cp-2-1730000000',
    'on-demand-safeops-cp-1-1730000000.zip',
    'before-upgrade-1730000000',
  ])('takes %s', (snapshot) => {
    expect(restore({}, snapshot)).toEqual([]);
  });

  test.each([
    'etcd-snapshot-other-cp-1-1730000000',
    's3://bucket/etcd-snapshot-safeops-cp-1-1730000000',
    'safeops/etcd-snapshots/etcd-snapshot-safeops-cp-1-1730000000',
    "x'; reboot; '-1730000000",
    'newest',
  ])('refuses %s', (snapshot) => {
    expect(restore({}, snapshot)).toEqual(['RST921 restoreFrom.snapshot']);
  });

  test('refuses the bundle of a cluster with another name or other networks', () => {
    const changes = { name: 'copy', network: { pods: '10.40.0.0/16', services: '10.41.0.0/16' } };
    expect(restore(changes)).toEqual([
      'RST921 name',
      'RST921 network.pods',
      'RST921 network.services',
      'RST921 network.clusterDns',
    ]);
  });

  test('refuses an older minor of k3s and takes a newer one', () => {
    const newer = bundleOf(settingsWith({ k3s: { version: 'v1.36.1+k3s1' } }));
    expect(restore({}, 'latest', newer)).toEqual(['RST921 k3s']);
    expect(restore({ k3s: { version: 'v1.36.1+k3s1' } })).toEqual([]);
  });

  test('refuses a bundle whose token has another hash', () => {
    const bundle = { ...BUNDLE, tokenHash: '000000000000' };
    expect(restore({}, 'latest', bundle)).toEqual(['RST920 restoreFrom.bundle.tokenHash']);
  });

  test('refuses a bundle with an unusable store', () => {
    const bundle = { ...BUNDLE, store: { ...BUNDLE.store, endpoint: 'https://s3', folder: 'a/' } };
    expect(restore({}, 'latest', bundle)).toEqual([
      'RST913 restoreFrom.bundle.store.endpoint',
      'RST914 restoreFrom.bundle.store.folder',
    ]);
  });
});
