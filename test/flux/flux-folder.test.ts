import { ApiObject, Chart } from 'cdk8s';
import { Duration, FluxFolder, Inspection } from '../../lib';
import { Fixture } from '../postgres/fixture';
import { thrownBy } from '../storage/problem-codes';

const configMap = (scope: Chart, name: string) =>
  new ApiObject(scope, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

describe('a folder', () => {
  test('is pruned, does not wait for everything, and is compared every ten minutes', () => {
    const { folder } = new Fixture();
    expect(folder).toMatchObject({ prune: true, wait: false, substituteFrom: undefined });
    expect(folder.interval).toEqual(Duration.minutes(10));
    expect(folder.retryInterval).toEqual(Duration.minutes(1));
    expect(folder.timeout).toEqual(Duration.minutes(10));
  });

  test('keeps what is said', () => {
    const { environment } = new Fixture();
    const folder = new FluxFolder(environment, 'a', {
      prune: false,
      wait: true,
      interval: '1h',
      retryInterval: '30s',
      timeout: '5m',
      substituteFrom: [{ kind: 'Secret', name: 'values', optional: true }],
    });
    expect(folder).toMatchObject({
      prune: false,
      wait: true,
      substituteFrom: [{ kind: 'Secret', name: 'values', optional: true }],
    });
    expect([folder.interval, folder.retryInterval, folder.timeout].map(String)).toEqual(['1h', '30s', '5m']);
  });

  test('reports times that cannot be read, each (RST101)', () => {
    const { environment, app } = new Fixture();
    new FluxFolder(environment, 'a', { interval: 'often', retryInterval: '5', timeout: '-1m' });
    expect(Inspection.problemsIn(app).map(({ code, property }) => `${code} ${property ?? ''}`)).toEqual([
      'RST101 interval',
      'RST101 retryInterval',
      'RST101 timeout',
    ]);
  });

  test('reports a path that leads elsewhere, and something stands in for it (RST420)', () => {
    const { environment, app } = new Fixture();
    const folder = new FluxFolder(environment, '../elsewhere');
    expect(Inspection.problemsIn(app)).toMatchObject([
      { code: 'RST420', property: 'path', value: "'../elsewhere'" },
    ]);
    expect(folder.path).toMatch(/^invalid-[0-9a-f]{8}$/);
  });
});

describe('the name of its Kustomization', () => {
  test.each([
    ['infrastructure/data/cnpg-clusters/develop', 'cnpg-clusters-develop'],
    ['apps', 'apps'],
    ['Data/My_Shop.v2', 'data-my-shop-v2'],
  ])('of %s is %s', (path, name) => {
    expect(new FluxFolder(new Fixture().environment, path).kustomizationName).toBe(name);
  });

  test('is the one that is given', () => {
    expect(new FluxFolder(new Fixture().environment, 'a/b', { name: 'own' }).kustomizationName).toBe('own');
  });
});

describe('its namespace', () => {
  test('is that of the environment, of the folder, or none in a cluster alone', () => {
    const { environment, cluster } = new Fixture();
    expect(configMap(new FluxFolder(environment, 'a'), 'x').metadata.namespace).toBe('shop');
    expect(configMap(new FluxFolder(environment, 'b', { namespace: 'own' }), 'x').metadata.namespace).toBe(
      'own',
    );
    expect(configMap(new FluxFolder(cluster, 'c'), 'x').metadata.namespace).toBeUndefined();
  });
});

describe('what it waits for', () => {
  test('is each folder once, given one by one or in lists, never itself', () => {
    const { environment } = new Fixture();
    const [a, b] = [new FluxFolder(environment, 'a'), new FluxFolder(environment, 'b')];
    const c = new FluxFolder(environment, 'c', { dependsOn: [a, [a, b]] });
    c.dependOn(c, b);
    expect(c.dependsOn).toEqual([a, b]);
  });
});

describe('it is found', () => {
  test('from what stands in it, the nearest first', () => {
    const { folder, environment } = new Fixture();
    const inner = new FluxFolder(folder, 'inner');
    const object = configMap(new Chart(inner, 'chart'), 'x');
    expect(FluxFolder.findOf(object)).toBe(inner);
    expect(FluxFolder.tryFindOf(folder)).toBe(folder);
    expect(FluxFolder.tryFindOf(environment)).toBeUndefined();
    expect(FluxFolder.isFluxFolder(inner)).toBe(true);
    expect(FluxFolder.isFluxFolder(new Chart(folder, 'plain'))).toBe(false);
    expect(Chart.isChart(inner)).toBe(true);
  });

  test('from nothing outside of any (RST427)', () => {
    const { environment } = new Fixture();
    expect(thrownBy(() => FluxFolder.findOf(environment))).toMatchObject([
      { code: 'RST427', path: 'home/shop' },
    ]);
  });
});

describe('files', () => {
  test('are assigned to a construct and everything below it, the nearest counts', () => {
    const { folder } = new Fixture();
    const chart = new Chart(folder, 'chart');
    const [a, b] = [configMap(chart, 'a'), configMap(chart, 'b')];
    expect(folder.tryFindFile(a)).toBeUndefined();
    folder.assignFile(chart, 'chart.yaml');
    folder.assignFile(b, 'b.yaml');
    expect(folder.tryFindFile(a)).toBe('chart.yaml');
    expect(folder.tryFindFile(b)).toBe('b.yaml');
    expect(folder.tryFindFile(configMap(folder, 'c'))).toBeUndefined();
  });

  test('of others are kept with whoever needs them, one entry for each', () => {
    const { folder, environment } = new Fixture();
    const kept = { file: 'secret.yaml', owner: folder, inspect: () => [] };
    folder.keepFile(kept);
    folder.keepFile({ ...kept, owner: environment });
    expect(folder.keptFiles.map(({ file, owner }) => [file, owner])).toEqual([
      ['secret.yaml', folder],
      ['secret.yaml', environment],
    ]);
  });
});
