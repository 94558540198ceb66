import { Credentials, FluxFolder, Inspection } from '../../lib';
import { Fixture, S3_KEYS } from '../postgres/fixture';

const names = (fixture: Fixture) =>
  fixture
    .compose()
    .findAll('Namespace')
    .map(({ metadata }) => metadata.name);

test('live namespaces stand in a folder of their own, each once, kept from pruning', () => {
  const fixture = new Fixture();
  fixture.addEnvironment('staging');
  fixture.addEnvironment('second', { namespace: 'shop' });
  fixture.addDatabase('orders', { namespace: 'finance' });
  const composition = fixture.compose();
  expect(composition.codes).toEqual([]);
  const namespaces = composition
    .findAll('Namespace')
    .filter(({ metadata }) => metadata.name !== 'restore-test');
  expect(namespaces.map(({ metadata }) => metadata.name)).toEqual(['shop', 'staging', 'finance']);
  for (const { metadata } of namespaces) {
    expect(composition.findFile('Namespace', metadata.name ?? '')).toBe(
      'flux/infrastructure/namespaces/namespace.yaml',
    );
    expect(metadata.annotations).toEqual({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
    expect(metadata.labels).toEqual({ 'app.kubernetes.io/managed-by': 'restorable' });
  }
});

test('the folder of the namespaces stands where it is said to', () => {
  const fixture = new Fixture({ cluster: { namespacesPath: 'base/ns' } });
  fixture.addDatabase();
  expect(fixture.compose().findFile('Namespace', 'shop')).toBe('flux/base/ns/namespace.yaml');
});

test('those that somebody else makes are in the plan and not in the tree', () => {
  const fixture = new Fixture({ environment: { manageNamespaces: false } });
  expect(names(fixture)).toEqual([]);
  expect(fixture.cluster.namespaces.folder).toBeUndefined();
  expect(fixture.compose().plan.clusters[0]?.namespaces).toEqual([
    { name: 'shop', managed: false, purpose: 'live' },
  ]);
});

test.each([[true], [false]])('one that any environment manages is made, whichever comes first', (first) => {
  const fixture = new Fixture({ environment: { manageNamespaces: first } });
  fixture.addEnvironment('second', { namespace: 'shop', manageNamespaces: !first });
  expect(names(fixture)).toEqual(['shop']);
  expect(fixture.cluster.namespaces.plan).toEqual([{ name: 'shop', managed: true, purpose: 'live' }]);
});

test('the list of live ones leaves out those of drills', () => {
  const fixture = new Fixture();
  fixture.addDatabase();
  expect(fixture.cluster.namespaces.live).toEqual(['shop']);
  expect(fixture.cluster.namespaces.plan.map(({ name }) => name)).toEqual(['restore-test', 'shop']);
});

test('drills never share a namespace with live data, whichever comes first (RST310)', () => {
  const drill = { namespace: 'staging', credentials: Credentials.existing('drill-s3', S3_KEYS) };
  const fixture = new Fixture({ environment: { drill } });
  fixture.addDatabase();
  fixture.addEnvironment('staging');
  expect(Inspection.problemsIn(fixture.app)).toMatchObject([
    {
      code: 'RST310',
      path: 'home/staging',
      property: 'namespace',
      reason: "the namespace is used for drills and for live data ('home/shop')",
    },
  ]);
  const reversed = new Fixture({ environment: { namespace: 'staging' } });
  const other = reversed.addEnvironment('other', { drill });
  reversed.addDatabase('orders', {}, new FluxFolder(other, 'data/other'));
  expect(Inspection.problemsIn(reversed.app)).toMatchObject([{ code: 'RST310', path: 'home/other' }]);
});
