import { OPERATOR_VERSIONS, Operators, type PinnedOperatorsProps } from '../../../lib';
import { thrownBy } from '../../storage/problem-codes';
import { Fixture, valueAt } from '../../postgres/fixture';

const ALL = { cloudNativePg: true, barmanCloud: true, certManager: true };

function installed(props: PinnedOperatorsProps) {
  const fixture = new Fixture({ cluster: { operators: Operators.pinned(props) } });
  fixture.addDatabase();
  return fixture;
}

test('each operator has a folder of its own, which waits for those it needs', () => {
  const { cluster } = installed(ALL);
  expect(
    cluster.operators.map(({ path, dependsOn }) => [path, dependsOn.map((other) => other.path)]),
  ).toEqual([
    ['infrastructure/operators/cert-manager', []],
    ['infrastructure/operators/cloudnative-pg', []],
    [
      'infrastructure/operators/plugin-barman-cloud',
      ['infrastructure/operators/cert-manager', 'infrastructure/operators/cloudnative-pg'],
    ],
  ]);
});

test('the folders stand where it is said', () => {
  const { cluster } = installed({ cloudNativePg: true, path: 'base' });
  expect(cluster.operators.map(({ path }) => path)).toEqual(['base/cloudnative-pg']);
});

test('nothing is installed that is not asked for', () => {
  expect(installed({}).cluster.operators).toEqual([]);
  expect(installed({ certManager: true }).cluster.operators).toHaveLength(1);
});

test('the Barman Cloud plugin runs beside CloudNativePG, in its namespace (RST311)', () => {
  expect(thrownBy(() => Operators.pinned({ barmanCloud: true, certManager: true }))).toMatchObject([
    { code: 'RST311', property: 'operators.barmanCloud' },
  ]);
  const composition = installed(ALL).compose();
  for (const name of ['cloudnative-pg', 'plugin-barman-cloud']) {
    expect(composition.find('HelmRelease', name).metadata.namespace).toBe('cnpg-system');
  }
});

test('each namespace is made by one folder', () => {
  const composition = installed(ALL).compose();
  expect(composition.codes).toEqual([]);
  expect(composition.findFile('Namespace', 'cnpg-system')).toBe(
    'flux/infrastructure/operators/cloudnative-pg/namespace.yaml',
  );
  expect(composition.findFile('Namespace', 'cert-manager')).toBe(
    'flux/infrastructure/operators/cert-manager/namespace.yaml',
  );
});

test('charts have exact versions, those of the one table', () => {
  const composition = installed(ALL).compose();
  const { cloudNativePg, barmanCloud, certManager } = OPERATOR_VERSIONS;
  const version = (name: string) => valueAt(composition.find('HelmRelease', name), 'spec.chart.spec.version');
  expect(version('cloudnative-pg')).toBe(cloudNativePg.chart);
  expect(version('plugin-barman-cloud')).toBe(barmanCloud.chart);
  expect(valueAt(composition.find('OCIRepository', 'cert-manager'), 'spec.ref')).toEqual({
    tag: certManager.chart,
  });
  for (const { chart } of [cloudNativePg, barmanCloud, certManager])
    expect(chart).toMatch(/^v?\d+\.\d+\.\d+$/);
});

test('a folder is ready once its release is', () => {
  const composition = installed(ALL).compose();
  expect(valueAt(composition.find('Kustomization', 'cloudnative-pg'), 'spec.healthChecks')).toEqual([
    {
      apiVersion: 'helm.toolkit.fluxcd.io/v2',
      kind: 'HelmRelease',
      name: 'cloudnative-pg',
      namespace: 'cnpg-system',
    },
  ]);
});
