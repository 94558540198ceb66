import { parse } from 'yaml';
import type { ClusterOptions } from '../../../../stacks/cluster/cluster-settings';
import { VERSIONS } from '../../../../stacks/versions';
import { SECRETS, settingsWith } from '../example-cluster';
import { plainUserData, RenderedServer } from './rendered-server';

type Values = Readonly<Record<string, unknown>>;

function manifests(name: string, changes: Partial<ClusterOptions> = {}) {
  return RenderedServer.of(settingsWith(changes), 'safeops-cp-1').manifests(name);
}

function names(changes: Partial<ClusterOptions>): string[] {
  return RenderedServer.of(settingsWith(changes), 'safeops-cp-1')
    .files.flatMap(({ path }) => /manifests\/restorable-(.*)\.yaml$/.exec(path)?.[1] ?? [])
    .sort();
}

/** The chart of a file, with its values parsed. */
function chart(name: string, changes: Partial<ClusterOptions> = {}): { spec: Values; values: Values } {
  const found = manifests(name, changes).find(({ kind }) => kind === 'HelmChart');
  if (found === undefined) throw new Error(`there is no chart in ${name}`);
  const spec = found.spec as Values;
  return { spec, values: parse(spec.valuesContent as string, { version: '1.1' }) as Values };
}

const scaled = { burst: { serverType: 'cx33', min: 1, max: 4, labels: { role: 'burst' } } };

test('only what is asked for is applied', () => {
  expect(names({ ingress: { kind: 'none' } })).toEqual(['cloud-controller', 'csi-driver']);
  expect(names({ upgrades: { k3s: true }, reboots: {}, autoscaledWorkers: scaled })).toEqual([
    'autoscaler',
    'cloud-controller',
    'csi-driver',
    'kured',
    'traefik',
    'upgrade-controller',
  ]);
});

test.each([
  ['cloud-controller', VERSIONS.cloudControllerManager],
  ['csi-driver', VERSIONS.csiDriver],
  ['traefik', VERSIONS.traefik],
  ['kured', VERSIONS.kured],
  ['autoscaler', VERSIONS.clusterAutoscaler],
])('%s is a chart at an exact version', (name, { repository, version, chart: chartName }) => {
  const { spec } = chart(name, { reboots: {}, autoscaledWorkers: scaled });
  expect(spec).toMatchObject({ repo: repository, chart: chartName, version });
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test('no version of the table moves', () => {
  const texts = Object.values(VERSIONS).map((entry) => (typeof entry === 'string' ? entry : entry.version));
  for (const text of texts) expect(text).toMatch(/^v?\d+\.\d+\.\d+(\+k3s\d+)?$/);
});

test('the cloud controller comes up on nodes that are not ready, and knows token and network', () => {
  const { spec, values } = chart('cloud-controller');
  expect(spec.bootstrap).toBe(true);
  expect(values).toMatchObject({ networking: { enabled: true, clusterCIDR: '10.42.0.0/16' } });
  expect(manifests('cloud-controller')[0]).toMatchObject({
    kind: 'Secret',
    metadata: { name: 'hcloud', namespace: 'kube-system' },
    stringData: { token: SECRETS.hcloudToken, network: 'safeops' },
  });
});

test('the volume driver reaches the metadata service, which pods do not', () => {
  expect(chart('csi-driver').values).toMatchObject({
    node: { hostNetwork: true },
    controller: { hcloudVolumeDefaultLocation: 'fsn1' },
  });
});

test('Traefik redirects to https and is scaled, unless said otherwise', () => {
  const redirected = { to: 'websecure', scheme: 'https', permanent: true };
  expect(chart('traefik').values).toMatchObject({
    ports: { web: { http: { redirections: { entryPoint: redirected } } } },
    autoscaling: { enabled: true, minReplicas: 2, maxReplicas: 10 },
  });
  const plain = chart('traefik', {
    ingress: { kind: 'traefik', redirectToHttps: false, autoscaling: false },
  }).values;
  expect((plain.ports as { web: Values }).web).not.toHaveProperty('http');
  expect(plain.autoscaling).toEqual({ enabled: false });
});

test('the autoscaler keeps pools at their minimum', () => {
  expect(chart('autoscaler', { autoscaledWorkers: scaled }).values).toMatchObject({
    extraArgs: { 'enforce-node-group-min-size': true },
  });
});

test('the load balancer is found by its name and told what it is', () => {
  const { values } = chart('traefik', { loadBalancer: { type: 'lb21', location: 'nbg1', ipv6: true } });
  expect((values.service as { annotations: Values }).annotations).toMatchObject({
    'load-balancer.hetzner.cloud/name': 'safeops-ingress',
    'load-balancer.hetzner.cloud/type': 'lb21',
    'load-balancer.hetzner.cloud/location': 'nbg1',
    'load-balancer.hetzner.cloud/ipv6-disabled': 'false',
    'load-balancer.hetzner.cloud/use-private-ip': 'true',
    'load-balancer.hetzner.cloud/uses-proxyprotocol': 'true',
  });
});

test('kured reboots in the window, every node', () => {
  const { values } = chart('kured', {
    reboots: { days: ['sat', 'sun'], start: '02:00', end: '05:30', timeZone: 'Europe/Berlin' },
  });
  expect(values).toMatchObject({
    configuration: {
      rebootDays: ['sat', 'sun'],
      startTime: '02:00',
      endTime: '05:30',
      timeZone: 'Europe/Berlin',
    },
    tolerations: [{ operator: 'Exists' }],
  });
});

test('k3s is upgraded along its minor, control planes first, one at a time', () => {
  const plans = manifests('upgrade-controller', { upgrades: { k3s: true } }).filter(
    ({ kind }) => kind === 'Plan',
  );
  expect(plans.map(({ metadata }) => (metadata as Values).name)).toEqual(['k3s-server', 'k3s-agent']);
  for (const { spec } of plans) {
    expect(spec).toMatchObject({
      concurrency: 1,
      channel: 'https://update.k3s.io/v1-release/channels/v1.35',
    });
  }
  expect(plans[1]?.spec).toMatchObject({ prepare: { args: ['prepare', 'k3s-server'] } });
});

test('the upgrade controller and its account are in its namespace, its image at an exact version', () => {
  const objects = manifests('upgrade-controller', { upgrades: { k3s: true } });
  expect(objects[0]).toMatchObject({ kind: 'Namespace', metadata: { name: 'system-upgrade' } });
  const [deployment] = objects.filter(({ kind }) => kind === 'Deployment');
  expect(JSON.stringify(deployment)).toContain(
    `rancher/system-upgrade-controller:${VERSIONS.systemUpgradeController}`,
  );
  const bindings = objects.filter(({ kind }) => String(kind).endsWith('Binding'));
  expect(bindings.map(({ roleRef }) => (roleRef as Values).name)).toEqual([
    'system-upgrade-controller',
    'system-upgrade-controller-drainer',
    'system-upgrade-controller',
  ]);
});

test('the autoscaler has limits, network, firewall and key of the cluster', () => {
  const { values } = chart('autoscaler', {
    autoscaledWorkers: scaled,
    sshKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE0'],
  });
  expect(values).toMatchObject({
    cloudProvider: 'hetzner',
    autoscalingGroups: [
      { name: 'safeops-burst', minSize: 1, maxSize: 4, instanceType: 'cx33', region: 'fsn1' },
    ],
    extraEnv: {
      HCLOUD_CLUSTER_CONFIG_FILE: '/config/cluster.json',
      HCLOUD_NETWORK: 'safeops',
      HCLOUD_FIREWALL: 'safeops',
      HCLOUD_SSH_KEY: 'safeops-1',
      HCLOUD_PUBLIC_IPV4: 'true',
      HCLOUD_PUBLIC_IPV6: 'false',
    },
  });
});

test('the autoscaler makes servers that join like those of the pool it stands for', () => {
  const settings = settingsWith({ autoscaledWorkers: scaled });
  const [secret] = RenderedServer.of(settings, 'safeops-cp-1').manifests('autoscaler');
  const config = JSON.parse((secret?.stringData as Values)['cluster.json'] as string) as {
    imagesForArch: Values;
    nodeConfigs: Record<string, { cloudInit: string; labels: Values; subnetIPRange: string }>;
  };
  const pool = config.nodeConfigs['safeops-burst'];
  expect(config.imagesForArch).toEqual({ amd64: 'ubuntu-24.04', arm64: 'ubuntu-24.04' });
  expect(pool).toMatchObject({ labels: { role: 'burst' }, subnetIPRange: '10.8.0.0/13' });
  expect(plainUserData(pool?.cloudInit ?? '')).toBe(RenderedServer.of(settings, 'safeops-burst').text);
});
