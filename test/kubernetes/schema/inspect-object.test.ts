import { inspectObject } from '../../../lib/kubernetes/schema';

const path = 'app/production/orders';

describe('inspectObject', () => {
  test('finds no problem in an object that matches', () => {
    expect(inspectObject(path, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } })).toEqual([]);
  });

  test('reports each violation with path, property, value, reason and fix', () => {
    const manifest = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'ScheduledBackup',
      metadata: { name: 'daily' },
      spec: { cluster: { name: 'orders' }, method: 'plugn' },
    };
    expect(inspectObject(path, manifest)).toMatchObject([
      {
        code: 'RST301',
        severity: 'error',
        path,
        property: 'spec.method',
        value: `'plugn'`,
        reason: `ScheduledBackup 'daily' (postgresql.cnpg.io/v1): must be one of 'barmanObjectStore', 'plugin', 'volumeSnapshot'`,
        fix: `Did you mean 'plugin'?`,
      },
      {
        code: 'RST301',
        property: 'spec.schedule',
        reason: `ScheduledBackup 'daily' (postgresql.cnpg.io/v1): is required`,
      },
    ]);
  });

  test('warns of a kind without a schema', () => {
    const manifest = { apiVersion: 'example.org/v1', kind: 'Disk', metadata: { name: 'a' } };
    expect(inspectObject(path, manifest)).toMatchObject([
      {
        code: 'RST302',
        severity: 'warning',
        path,
        reason: `there is no schema of Disk 'a' (example.org/v1)`,
      },
    ]);
  });

  test('reports what is no object at all', () => {
    expect(inspectObject(path, 'text')).toMatchObject([
      { code: 'RST301', reason: 'the object: must be an object' },
    ]);
  });

  test('never shows what is in a Secret', () => {
    const manifest = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'a' },
      data: { key: 'hunter2!' },
      stringData: { pin: 424242, list: ['hunter2'] },
    };
    const problems = inspectObject(path, manifest);
    expect(problems.map(({ property }) => property)).toEqual([
      'data.key',
      'stringData.pin',
      'stringData.list',
    ]);
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|424242/);
  });
});
