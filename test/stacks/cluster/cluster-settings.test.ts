import { clusterSettings, type ClusterOptions } from '../../../stacks/cluster/cluster-settings';
import { VERSIONS } from '../../../stacks/versions';
import { settingsWith } from './example-cluster';

test('a cluster needs a name, a location and a pool of control planes; the rest has defaults', () => {
  const settings = clusterSettings({
    name: 'small',
    location: 'hel1',
    controlPlanes: { cp: { serverType: 'cx33', count: 1 } },
  });
  expect(settings).toMatchObject({
    networkZone: 'eu-central',
    k3s: { version: VERSIONS.k3s },
    firstPool: 'cp',
    schedulingOnControlPlanes: true,
    loadBalancer: { type: 'lb11', location: 'hel1', ipv6: false },
    ingress: { kind: 'traefik', redirectToHttps: true, autoscaling: true },
    upgrades: { k3s: false, os: false },
    api: { access: 'public', hostnames: [] },
    firewall: { sshSources: [], apiSources: ['0.0.0.0/0', '::/0'] },
  });
  expect(settings.reboots).toBeUndefined();
  expect(settings.etcdBackup).toBeUndefined();
  expect(settings.api.loadBalancer).toBeUndefined();
});

test('pools take the location of the cluster unless they name their own', () => {
  const settings = settingsWith({
    workers: {
      here: { serverType: 'cx33', count: 1 },
      there: { serverType: 'cx33', count: 1, location: 'nbg1' },
    },
  });
  expect(settings.workers.here?.location).toBe('fsn1');
  expect(settings.workers.there?.location).toBe('nbg1');
});

test('snapshots of etcd are hourly, compressed, in a folder of the cluster, and told in the file', () => {
  expect(settingsWith().etcdBackup).toMatchObject({
    folder: 'safeops/etcd-snapshots',
    credentials: 'config-file',
    compress: true,
    keepInStore: '7d',
    keepOnServers: '1d',
    store: { pathStyle: false },
  });
  expect(String(settingsWith().etcdBackup?.schedule)).toBe('0 * * * *');
});

test('the address of the DNS is the tenth of the Services', () => {
  expect(settingsWith({ network: { services: '10.96.0.0/12' } }).network.clusterDns).toBe('10.96.0.10');
});

test('filtered outgoing traffic still reaches the port of the store', () => {
  const settings = settingsWith({
    firewall: { restrictOutbound: true, outboundTcpPorts: [5432] },
    etcdBackup: { store: { endpoint: 's3.example.com:9000', bucket: 'backup', region: 'home' } },
  });
  expect(settings.firewall.outboundTcpPorts).toEqual(expect.arrayContaining([443, 5432, 9000]));
  expect(settingsWith().firewall.outboundTcpPorts).toBeUndefined();
});

test('with several pools of control planes nobody guesses the first', () => {
  const cp = { serverType: 'cx33', count: 1 };
  expect(settingsWith({ controlPlanes: { a: cp, b: cp, c: cp } }).firstPool).toBeUndefined();
});

test('servers are open to callers of the API only where they are its address', () => {
  const sources = (changes: Partial<ClusterOptions>) => settingsWith(changes).firewall.apiSources;
  expect(sources({})).toEqual(['0.0.0.0/0', '::/0']);
  expect(sources({ api: { loadBalancer: {} } })).toEqual([]);
  expect(sources({ api: { access: 'private' } })).toEqual([]);
  expect(sources({ api: { access: 'private' }, firewall: { apiSources: ['192.0.2.0/24'] } })).toEqual([
    '192.0.2.0/24',
  ]);
});
