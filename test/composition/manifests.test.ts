import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { FluxFolder, PrunePolicy } from '../../lib';
import { fileOfKind } from '../../lib/composition/file-of-kind';
import { Fixture } from '../postgres/fixture';

const PRUNE = 'kustomize.toolkit.fluxcd.io/prune';

function configMap(scope: FluxFolder | Chart, id: string, fields: Record<string, unknown> = {}) {
  return new ApiObject(scope, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: id },
    data: { a: 'b' },
    ...fields,
  });
}

describe('every object is checked against the schema of its kind', () => {
  test('a field that is not one is refused, not dropped (RST301)', () => {
    const { folder, app } = new Fixture();
    configMap(folder, 'settings', { dta: { a: 'b' } });
    const { problems } = app.compose();
    expect(problems).toMatchObject([
      {
        code: 'RST301',
        severity: 'error',
        path: 'home/shop/data--postgres/settings',
        property: 'dta',
        fix: "Did you mean 'data'?",
      },
    ]);
  });

  test('what a patch of cdk8s makes of it is what is checked (RST301)', () => {
    const { folder, app } = new Fixture();
    configMap(folder, 'settings').addJsonPatch(JsonPatch.replace('/data', 'text'));
    expect(app.compose().problems).toMatchObject([{ code: 'RST301', property: 'data' }]);
  });

  test('a kind without a schema is warned about and written (RST302)', () => {
    const fixture = new Fixture();
    new ApiObject(fixture.folder, 'widget', {
      apiVersion: 'example.org/v1',
      kind: 'Widget',
      metadata: { name: 'widget' },
    });
    const composition = fixture.compose();
    expect(composition.problems).toMatchObject([{ code: 'RST302', severity: 'warning' }]);
    expect(composition.findFile('Widget', 'widget')).toBe('flux/data/postgres/widget.yaml');
  });

  test('what has no JSON form is reported, with everything else (RST401)', () => {
    const { folder, app } = new Fixture();
    configMap(folder, 'broken', { data: { a: () => 'b' } });
    configMap(folder, 'settings', { dta: {} });
    expect(app.compose().problems.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'RST401 home/shop/data--postgres/broken',
      'RST301 home/shop/data--postgres/settings',
    ]);
  });

  test('a Secret in clear shows none of its values, whatever is wrong with it', () => {
    const { folder, app } = new Fixture();
    new ApiObject(folder, 'secret', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'secret' },
      data: { password: 'hunter2!' },
      stringData: { other: 12345 },
    });
    const { problems } = app.compose();
    expect(problems.map(({ code }) => code)).toContain('RST301');
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|12345/);
  });
});

describe('every object has one writer (RST425)', () => {
  test('two of one folder, and two of different folders, are refused', () => {
    const { folder, environment, app } = new Fixture();
    configMap(folder, 'a', { metadata: { name: 'settings' } });
    configMap(folder, 'b', { metadata: { name: 'settings' } });
    configMap(new FluxFolder(environment, 'data/other'), 'c', { metadata: { name: 'settings' } });
    const duplicates = app.compose().problems.filter(({ code }) => code === 'RST425');
    expect(duplicates.map(({ path, value, reason }) => `${path} ${value ?? ''} ${reason}`)).toEqual([
      "home/shop/data--postgres/b 'ConfigMap shop/settings' 'home/shop/data--postgres/a' writes the same object",
      "home/shop/data--other/c 'ConfigMap shop/settings' 'home/shop/data--postgres/a' writes the same object",
    ]);
  });

  test('another namespace, kind, group or cluster is another object', () => {
    const fixture = new Fixture();
    configMap(fixture.folder, 'a', { metadata: { name: 'x' } });
    configMap(fixture.folder, 'b', { metadata: { name: 'x', namespace: 'other' } });
    new ApiObject(fixture.folder, 'c', {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'x' },
    });
    configMap(new Chart(fixture.app, 'plain'), 'd', { metadata: { name: 'x', namespace: 'shop' } });
    expect(fixture.compose().codes).toEqual([]);
  });

  test('another version of its API is the same object', () => {
    const { folder, app } = new Fixture();
    for (const version of ['v1', 'v1beta1']) {
      new ApiObject(folder, version, {
        apiVersion: `example.org/${version}`,
        kind: 'Widget',
        metadata: { name: 'x' },
      });
    }
    expect(app.compose().problems.map(({ code }) => code)).toContain('RST425');
  });
});

describe('namespaces', () => {
  test('objects that name none get that of the environment, those without any get none', () => {
    const fixture = new Fixture();
    configMap(fixture.folder, 'settings');
    configMap(fixture.folder, 'elsewhere', { metadata: { name: 'elsewhere', namespace: 'other' } });
    new ApiObject(fixture.folder, 'role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'reader' },
      rules: [],
    });
    const composition = fixture.compose();
    expect(composition.codes).toEqual([]);
    expect(composition.find('ConfigMap', 'settings').metadata.namespace).toBe('shop');
    expect(composition.find('ConfigMap', 'elsewhere').metadata.namespace).toBe('other');
    expect(composition.find('ClusterRole', 'reader').metadata).not.toHaveProperty('namespace');
  });

  test('in a folder of the cluster alone nothing gets one', () => {
    const fixture = new Fixture();
    configMap(new FluxFolder(fixture.cluster, 'shared'), 'settings');
    configMap(fixture.folder, 'own');
    expect(fixture.compose().find('ConfigMap', 'settings').metadata).not.toHaveProperty('namespace');
  });
});

describe('pruning', () => {
  /** The text of the only object of a fixture's folder, made like this. */
  const textOf = (make: (folder: FluxFolder) => ApiObject) => {
    const fixture = new Fixture();
    const { kind } = make(fixture.folder);
    return fixture.compose().findText(`flux/data/postgres/${fileOfKind(kind)}`);
  };
  const object = (folder: FluxFolder, kind: string, annotations: Record<string, string> = {}) =>
    new ApiObject(folder, 'x', { apiVersion: 'v1', kind, metadata: { name: 'x', annotations } });

  test.each(['Namespace', 'Secret', 'PersistentVolumeClaim'])('a %s is kept: it holds data', (kind) => {
    expect(textOf((folder) => object(folder, kind))).toContain(`${PRUNE}: disabled`);
  });

  test('other kinds are pruned, unless they are protected', () => {
    expect(textOf((folder) => object(folder, 'ConfigMap'))).not.toContain(PRUNE);
    const kept = textOf((folder) => {
      const settings = object(folder, 'ConfigMap');
      PrunePolicy.protect(settings);
      return settings;
    });
    expect(kept).toContain(`${PRUNE}: disabled`);
  });

  test('what is said of an object itself holds', () => {
    const text = textOf((folder) => object(folder, 'Secret', { [PRUNE]: 'enabled' }));
    expect(text).toContain(`${PRUNE}: enabled`);
    const allowed = textOf((folder) => {
      const namespace = object(folder, 'Namespace');
      PrunePolicy.allow(namespace);
      return namespace;
    });
    expect(allowed).not.toContain(PRUNE);
  });

  test('a plain chart is not Flux’s, so nothing is said of it', () => {
    const fixture = new Fixture();
    new ApiObject(new Chart(fixture.app, 'plain'), 'x', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'x' },
    });
    configMap(fixture.folder, 'y');
    expect(fixture.compose().findText('plain.k8s.yaml')).not.toContain(PRUNE);
  });
});
