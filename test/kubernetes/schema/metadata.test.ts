import type { SchemaViolation } from '../../../lib/kubernetes/schema';
import { checkObject } from '../../../lib/kubernetes/schema';
import { findings } from './compiled';

const found = (metadata: unknown): readonly SchemaViolation[] => findings('metadata', metadata);

const named = (apiVersion: string, kind: string, name: string): readonly string[] => {
  const result = checkObject({ apiVersion, kind, metadata: { name } });
  if (result === 'unknown-kind') throw new Error('the kind has a schema');
  return result.filter(({ property }) => property === 'metadata.name').map(({ reason }) => reason);
};

describe('the check of metadata', () => {
  test('accepts what clients and the API server write', () => {
    const metadata = {
      name: 'a',
      namespace: 'production',
      labels: { 'app.kubernetes.io/name': 'orders', empty: '', absent: undefined },
      annotations: { 'Example.org/Note': 'any text ☃', 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      finalizers: ['example.org/a'],
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: '1', controller: true }],
      creationTimestamp: null,
      resourceVersion: '1',
    };
    expect(found(metadata)).toEqual([]);
  });

  test.each<[unknown, string]>([
    [{ lables: {} }, 'lables'],
    [{ namespace: 'Production' }, 'namespace'],
    [{ namespace: 'a'.repeat(64) }, 'namespace'],
    [{ labels: { team: 'a b' } }, 'labels.team'],
    [{ labels: { team: 'a'.repeat(64) } }, 'labels.team'],
    [{ labels: { team: 1 } }, 'labels.team'],
    [{ labels: { 'Example.org/a': 'b' } }, 'labels["Example.org/a"]'],
    [{ labels: { '-a': 'b' } }, 'labels.-a'],
    [{ labels: ['a'] }, 'labels'],
    [{ annotations: { replicas: 3 } }, 'annotations.replicas'],
    [{ annotations: { 'a/': '' } }, 'annotations["a/"]'],
    [{ annotations: 'a' }, 'annotations'],
    [{ finalizers: ['a', 'a'] }, 'finalizers[1]'],
    [{ ownerReferences: [{ kind: 'Pod', apiVersion: 'v1', name: 'a' }] }, 'ownerReferences[0].uid'],
  ])('refuses %j at %s', (metadata, property) => {
    expect(found(metadata).map((violation) => violation.property)).toEqual([property]);
  });

  test('counts the bytes of annotations, not their characters', () => {
    const characters = 'é'.repeat(131_000);
    expect(found({ annotations: { a: characters } })).toEqual([]);
    expect(found({ annotations: { a: `${characters}éééé`.padEnd(131_080, 'é') } })).toMatchObject([
      { property: 'annotations', reason: 'keys and values may have 262144 bytes in all, but have 262161' },
    ]);
  });
});

describe('the check of an object name', () => {
  test.each([
    ['v1', 'ConfigMap', 'a.b-c'],
    ['v1', 'Service', 'a-1'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:Node'],
    ['batch/v1', 'CronJob', 'a'.repeat(52)],
    ['v1', 'ConfigMap', 'a'.repeat(253)],
  ])('accepts %s %s %s', (apiVersion, kind, name) => {
    expect(named(apiVersion, kind, name)).toEqual([]);
  });

  test.each([
    ['v1', 'ConfigMap', 'Upper', 'must be lower-case letters'],
    ['v1', 'ConfigMap', 'a..b', 'must be lower-case letters'],
    ['v1', 'ConfigMap', 'a'.repeat(254), 'must have at most 253 characters'],
    ['v1', 'Namespace', 'a.b', 'must be lower-case letters, digits and dashes,'],
    ['v1', 'Service', '1a', 'beginning with a letter'],
    ['v1', 'Service', 'a'.repeat(64), 'must have at most 63 characters'],
    ['batch/v1', 'CronJob', 'a'.repeat(53), 'must have at most 52 characters'],
    ['batch/v1', 'Job', 'a'.repeat(64), 'must have at most 63 characters'],
    ['rbac.authorization.k8s.io/v1', 'Role', 'a/b', 'must be one segment of a path'],
    ['rbac.authorization.k8s.io/v1', 'Role', '..', 'must be one segment of a path'],
  ])('refuses %s %s %s', (apiVersion, kind, name, reason) => {
    expect(named(apiVersion, kind, name).join()).toContain(reason);
  });

  test('asks for a name, or the prefix of one', () => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap' };
    expect(checkObject({ ...object, metadata: {} })).toEqual([
      { property: 'metadata.name', reason: 'is required' },
    ]);
    expect(checkObject({ ...object, metadata: { generateName: 'a-' } })).toEqual([]);
    expect(checkObject(object)).toEqual([{ property: 'metadata', reason: 'is required' }]);
  });
});
