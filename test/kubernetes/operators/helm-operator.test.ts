import { FluxFolder } from '../../../lib';
import { installHelmOperator, type HelmOperator } from '../../../lib/kubernetes/operators/helm-operator';
import { Fixture, valueAt, type Composed } from '../../postgres/fixture';

const OPERATOR: HelmOperator = {
  name: 'tool',
  namespace: 'tools',
  ownsNamespace: true,
  repository: 'https://charts.example.org',
  chart: 'tool-chart',
  version: '1.2.3',
  values: { replicas: 2 },
  dependsOn: [],
};

function installed(operator: Partial<HelmOperator> = {}): Composed {
  const fixture = new Fixture();
  installHelmOperator(fixture.cluster, 'operators', { ...OPERATOR, ...operator });
  return fixture.compose();
}

test('a chart of a repository is a HelmRepository and a HelmRelease that names its exact version', () => {
  const composition = installed();
  expect(composition.find('HelmRepository', 'tool', 'tools')['spec']).toEqual({
    interval: '24h',
    url: 'https://charts.example.org',
  });
  const release = composition.find('HelmRelease', 'tool', 'tools');
  expect(valueAt(release, 'spec.chart.spec')).toEqual({
    chart: 'tool-chart',
    version: '1.2.3',
    sourceRef: { kind: 'HelmRepository', name: 'tool' },
  });
  expect(valueAt(release, 'spec.values')).toEqual({ replicas: 2 });
});

test('a chart of a registry is an OCIRepository with its tag', () => {
  const composition = installed({ repository: 'oci://registry.example.org/charts' });
  expect(composition.find('OCIRepository', 'tool', 'tools')['spec']).toMatchObject({
    url: 'oci://registry.example.org/charts/tool-chart',
    ref: { tag: '1.2.3' },
  });
  const release = composition.find('HelmRelease', 'tool', 'tools');
  expect(valueAt(release, 'spec.chartRef')).toEqual({ kind: 'OCIRepository', name: 'tool' });
  expect(release['spec']).not.toHaveProperty('chart');
});

test('upgrades replace the definitions of custom resources, and failures are tried again', () => {
  const release = installed().find('HelmRelease', 'tool');
  const rule = { crds: 'CreateReplace', remediation: { retries: 3 } };
  expect(release['spec']).toMatchObject({ install: rule, upgrade: rule });
});

test('losing a file uninstalls nothing: namespace, source and release are kept from pruning', () => {
  const composition = installed();
  const kept = composition.objects.filter(({ file }) => file.startsWith('flux/operators/tool/'));
  expect(kept.map(({ manifest }) => manifest.kind).sort()).toEqual([
    'HelmRelease',
    'HelmRepository',
    'Namespace',
  ]);
  for (const { manifest } of kept) {
    expect(manifest.metadata.annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
  }
});

test('a namespace that another folder makes is not made again', () => {
  expect(
    installed({ ownsNamespace: false })
      .findAll('Namespace')
      .map(({ metadata }) => metadata.name),
  ).toEqual(['shop']);
});

test('it waits for what it needs', () => {
  const fixture = new Fixture();
  const needed = new FluxFolder(fixture.cluster, 'needed');
  const folder = installHelmOperator(fixture.cluster, 'operators', { ...OPERATOR, dependsOn: [needed] });
  expect(folder.dependsOn).toEqual([needed]);
});
