import { ApiObject } from 'cdk8s';
import { parse } from 'yaml';
import { FluxFolder, KubernetesCluster, Operators } from '../../lib';
import { Fixture, valueAt, type Composed } from '../postgres/fixture';

function dependencies(composition: Composed): Record<string, readonly string[]> {
  return Object.fromEntries(
    composition
      .findAll('Kustomization')
      .map((object) => [
        object.metadata.name ?? '',
        ((valueAt(object, 'spec.dependsOn') ?? []) as readonly { readonly name: string }[]).map(
          ({ name }) => name,
        ),
      ]),
  );
}

const resources = (composition: Composed, path: string) =>
  (parse(composition.findText(path)) as { readonly resources: readonly string[] }).resources;

describe('a folder', () => {
  test('has its objects in files by kind, and a kustomization that lists them', () => {
    const fixture = new Fixture();
    fixture.addDatabase('orders');
    fixture.addDatabase('billing');
    const composition = fixture.compose();
    const files = composition.files.map(([path]) => path).filter((path) => path.startsWith('flux/data/'));
    expect(files).toEqual([
      'flux/data/postgres/cluster.yaml',
      'flux/data/postgres/kustomization.yaml',
      'flux/data/postgres/object-store.yaml',
      'flux/data/postgres/scheduled-backup.yaml',
    ]);
    expect(parse(composition.findText('flux/data/postgres/kustomization.yaml'))).toEqual({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: ['cluster.yaml', 'object-store.yaml', 'scheduled-backup.yaml'],
    });
    expect(composition.findFile('Cluster', 'billing')).toBe('flux/data/postgres/cluster.yaml');
  });

  test('writes what is assigned to a file of its own there', () => {
    const fixture = new Fixture();
    const orders = fixture.addDatabase('orders');
    fixture.addDatabase('billing');
    fixture.folder.assignFile(orders, 'orders.yaml');
    const composition = fixture.compose();
    expect(composition.findFile('Cluster', 'orders')).toBe('flux/data/postgres/orders.yaml');
    expect(composition.findFile('ScheduledBackup', 'orders-base')).toBe('flux/data/postgres/orders.yaml');
    expect(composition.findFile('Cluster', 'billing')).toBe('flux/data/postgres/cluster.yaml');
    expect(resources(composition, 'flux/data/postgres/kustomization.yaml')).toContain('orders.yaml');
  });

  test('that is empty is refused: kustomize would (RST424)', () => {
    const fixture = new Fixture();
    fixture.addDatabase();
    new FluxFolder(fixture.environment, 'data/empty');
    expect(fixture.compose().problems).toMatchObject([
      { code: 'RST424', path: 'home/shop/data--empty', value: "'data/empty'" },
    ]);
  });

  test('of two environments at one path is refused (RST402, RST422)', () => {
    const fixture = new Fixture();
    fixture.addDatabase('orders');
    fixture.addDatabase('b', {}, new FluxFolder(fixture.addEnvironment('other'), 'data/postgres'));
    const composition = fixture.compose();
    expect(new Set(composition.codes)).toEqual(new Set(['RST402', 'RST422', 'RST425']));
    expect(composition.problem('RST422').path).toBe('home/other/data--postgres');
  });
});

describe('the entry folder', () => {
  test('has a Flux Kustomization for every folder, and lists them', () => {
    const fixture = new Fixture();
    fixture.addDatabase();
    const composition = fixture.compose();
    expect(resources(composition, 'flux/clusters/home/kustomization.yaml')).toEqual([
      'data-postgres.yaml',
      'drills-restore-test.yaml',
      'namespaces.yaml',
    ]);
    expect(composition.findFile('Kustomization', 'data-postgres')).toBe(
      'flux/clusters/home/data-postgres.yaml',
    );
    for (const object of composition.findAll('Kustomization')) {
      const path = valueAt(object, 'spec.path');
      expect(composition.files.map(([file]) => `./${file}`)).toContain(`${String(path)}/kustomization.yaml`);
    }
  });

  test('stands where it is said to', () => {
    const fixture = new Fixture({ cluster: { flux: { path: 'gitops/home', entry: 'flux-system/apps' } } });
    fixture.addDatabase();
    const composition = fixture.compose();
    expect(composition.findFile('Kustomization', 'data-postgres')).toBe(
      'gitops/home/flux-system/apps/data-postgres.yaml',
    );
    expect(valueAt(composition.find('Kustomization', 'data-postgres'), 'spec.path')).toBe(
      './gitops/home/data/postgres',
    );
  });
});

describe('what waits for what', () => {
  test('operators for each other, namespaces for nothing, everything else for the namespaces', () => {
    const operators = Operators.pinned({ cloudNativePg: true, barmanCloud: true, certManager: true });
    const fixture = new Fixture({ cluster: { operators } });
    fixture.addDatabase();
    const own = new FluxFolder(fixture.environment, 'apps/shop', { dependsOn: [fixture.folder] });
    new ApiObject(own, 'x', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' } });
    const composition = fixture.compose();
    expect(composition.codes).toEqual([]);
    expect(dependencies(composition)).toEqual({
      'cert-manager': [],
      'cloudnative-pg': [],
      'plugin-barman-cloud': ['cert-manager', 'cloudnative-pg'],
      namespaces: [],
      'data-postgres': ['cert-manager', 'cloudnative-pg', 'plugin-barman-cloud', 'namespaces'],
      'drills-restore-test': ['cert-manager', 'cloudnative-pg', 'plugin-barman-cloud', 'namespaces'],
      'apps-shop': ['data-postgres', 'namespaces'],
    });
  });

  test('nothing waits for namespaces that somebody else makes', () => {
    const fixture = new Fixture({ environment: { manageNamespaces: false } });
    fixture.addDatabase();
    const composition = fixture.compose();
    expect(composition.findAll('Namespace').map(({ metadata }) => metadata.name)).toEqual(['restore-test']);
    expect(dependencies(composition)).toEqual({ 'data-postgres': [], 'drills-restore-test': [] });
  });

  test('a circle is reported, and the composition ends (RST423)', () => {
    const fixture = new Fixture();
    fixture.addDatabase();
    const own = new FluxFolder(fixture.environment, 'apps/shop', { dependsOn: [fixture.folder] });
    fixture.addDatabase('billing', {}, own);
    fixture.folder.dependOn(own);
    expect(fixture.compose().problem('RST423').reason).toContain('data-postgres → apps-shop → data-postgres');
  });
});

test('each cluster has a tree of its own, with its own drills and namespaces', () => {
  const fixture = new Fixture();
  fixture.addDatabase();
  const second = new KubernetesCluster(fixture.app, 'away', { flux: { path: 'away' } });
  new ApiObject(new FluxFolder(second, 'apps'), 'x', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop' },
  });
  const composition = fixture.compose();
  expect(composition.codes).toEqual([]);
  const away = composition.files.map(([path]) => path).filter((path) => path.startsWith('away/'));
  expect(away).toEqual([
    'away/apps/kustomization.yaml',
    'away/apps/namespace.yaml',
    'away/clusters/away/apps.yaml',
    'away/clusters/away/kustomization.yaml',
  ]);
  expect(composition.plan.clusters.map(({ name, path }) => `${name} ${path}`)).toEqual([
    'away away',
    'home flux',
  ]);
});

test('two clusters in one folder are refused (RST402)', () => {
  const fixture = new Fixture();
  fixture.addDatabase();
  const second = new KubernetesCluster(fixture.app, 'away', { flux: { path: 'flux' } });
  new ApiObject(new FluxFolder(second, 'data/postgres'), 'x', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'x' },
  });
  expect(fixture.compose().problem('RST402')).toMatchObject({
    path: 'away/data--postgres',
    value: "'flux/data/postgres/kustomization.yaml'",
  });
});
