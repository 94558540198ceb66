import { ApiObject, App } from 'cdk8s';
import { Inspection, KubernetesCluster, Operators, Sops, type KubernetesClusterProps } from '../../lib';
import { Fixture, valueAt } from '../postgres/fixture';
import { thrownBy } from '../storage/problem-codes';

function clusterOf(props: Partial<KubernetesClusterProps> = {}, name = 'home') {
  const app = new App();
  const cluster = new KubernetesCluster(app, name, { flux: { path: 'flux' }, ...props });
  const problems = () =>
    Inspection.problemsIn(app).map(({ code, property, value }) => `${code} ${property ?? ''} ${value ?? ''}`);
  return { cluster, problems };
}

describe('flux', () => {
  test('has the names of a fresh Flux, where nothing else is said', () => {
    const { cluster, problems } = clusterOf();
    expect(cluster.flux).toEqual({
      path: 'flux',
      source: 'flux-system',
      namespace: 'flux-system',
      entry: 'clusters/home',
      substituteFrom: [],
    });
    expect(cluster.operators).toEqual([]);
    expect(cluster.cloudNativePgNamespace).toBe('cnpg-system');
    expect(problems()).toEqual([]);
  });

  test('keeps what is said', () => {
    const flux = {
      path: 'gitops',
      source: 'platform',
      namespace: 'gitops-system',
      entry: 'apps',
      decryption: Sops.age('sops-age'),
      substituteFrom: [{ kind: 'ConfigMap', name: 'settings' }],
    } as const;
    expect(clusterOf({ flux }).cluster.flux).toEqual(flux);
  });

  test.each(['/flux', '../flux', 'a//b', 'flux/', '.', '', 'a b'])(
    "refuses the path '%s' (RST420)",
    (path) => {
      expect(clusterOf({ flux: { path } }).problems()).toEqual([`RST420 flux.path '${path}'`]);
    },
  );

  test('refuses an entry that leads elsewhere (RST420)', () => {
    expect(clusterOf({ flux: { path: 'flux', entry: '../apps' } }).problems()).toEqual([
      "RST420 flux.entry '../apps'",
    ]);
  });

  test('one illegal path is one problem, not one for every file', () => {
    const fixture = new Fixture({ cluster: { flux: { path: '../flux' } } });
    fixture.addDatabase();
    expect(fixture.compose().codes).toEqual(['RST420']);
  });
});

describe('its name', () => {
  test('is a DNS label (RST105)', () => {
    expect(clusterOf({}, 'Home_Cluster').problems()).toEqual(["RST105 name 'Home_Cluster'"]);
  });
});

describe('networks', () => {
  test('are read', () => {
    const { cluster, problems } = clusterOf({
      network: {
        pods: '10.42.0.0/16',
        services: '10.43.0.0/16',
        apiServer: { cidrs: ['192.168.1.10/32'] },
      },
    });
    expect(problems()).toEqual([]);
    expect(cluster.network.pods?.toString()).toBe('10.42.0.0/16');
    expect(cluster.network.services?.toString()).toBe('10.43.0.0/16');
    expect(cluster.network.apiServer?.cidrs.map(String)).toEqual(['192.168.1.10/32']);
    expect(cluster.network.apiServer?.port).toBe(6443);
  });

  test('that cannot be read are reported, each (RST107)', () => {
    const { problems } = clusterOf({
      network: { pods: '10.42.0.1/16', services: 'all', apiServer: { cidrs: ['192.168.1.0'] } },
    });
    expect(problems()).toEqual([
      "RST107 network.pods '10.42.0.1/16'",
      "RST107 network.services 'all'",
      "RST107 network.apiServer '192.168.1.0'",
    ]);
  });

  test('of pods and Services do not overlap (RST108)', () => {
    expect(clusterOf({ network: { pods: '10.42.0.0/16', services: '10.42.128.0/17' } }).problems()).toEqual([
      "RST108 network '10.42.0.0/16, 10.42.128.0/17'",
    ]);
  });

  test('reach the policies of drills', () => {
    const network = { pods: '10.42.0.0/16', services: '10.43.0.0/16' };
    const fixture = new Fixture({ cluster: { network } });
    fixture.addDatabase();
    const policy = fixture.compose().find('NetworkPolicy', 'allow-stores');
    expect(valueAt(policy, 'spec.egress.0.to.0.ipBlock.except')).toEqual(
      expect.arrayContaining(['10.0.0.0/8']),
    );
  });
});

describe('drills', () => {
  test('stand where it is said, run on the image that is named, within its quota', () => {
    const fixture = new Fixture({
      cluster: {
        drills: {
          path: 'checks/drills',
          image: 'registry.example.org/node:24',
          quota: { 'requests.memory': '64Gi' },
        },
      },
    });
    fixture.addDatabase();
    const composition = fixture.compose();
    expect(composition.codes).toEqual([]);
    const job = composition.find('CronJob', 'shop-orders');
    expect(composition.findFile('CronJob', 'shop-orders')).toBe(
      'flux/checks/drills/restore-test/cron-job.yaml',
    );
    expect(valueAt(job, 'spec.jobTemplate.spec.template.spec.containers.0.image')).toBe(
      'registry.example.org/node:24',
    );
    expect(valueAt(composition.find('ResourceQuota', 'drills'), 'spec.hard')).toMatchObject({
      'requests.memory': '64Gi',
    });
  });
});

describe('a cluster is found', () => {
  test('from everything below it', () => {
    const { cluster, folder } = new Fixture();
    const object = new ApiObject(folder, 'x', { apiVersion: 'v1', kind: 'ConfigMap' });
    expect(KubernetesCluster.findOf(object)).toBe(cluster);
    expect(KubernetesCluster.tryFindOf(object)).toBe(cluster);
    expect(KubernetesCluster.isKubernetesCluster(cluster)).toBe(true);
    expect(KubernetesCluster.isKubernetesCluster(folder)).toBe(false);
  });

  test('from nothing outside of it (RST312)', () => {
    const { app } = new Fixture();
    expect(KubernetesCluster.tryFindOf(app)).toBeUndefined();
    expect(thrownBy(() => KubernetesCluster.findOf(app))).toMatchObject([{ code: 'RST312' }]);
  });
});

test('the namespace of the operator is that of the operators it installs', () => {
  const operators = Operators.pinned({ cloudNativePg: true });
  expect(clusterOf({ operators }).cluster.cloudNativePgNamespace).toBe(operators.cloudNativePgNamespace);
});
