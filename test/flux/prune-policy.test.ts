import { ApiObject, App, Chart } from 'cdk8s';
import { PrunePolicy } from '../../lib';

function object(kind: string): ApiObject {
  return new ApiObject(new Chart(new App(), 'chart'), 'x', { apiVersion: 'v1', kind });
}

test.each(['Namespace', 'Secret', 'PersistentVolumeClaim', 'PersistentVolume'])(
  'a %s holds data, whoever declares it: it is protected',
  (kind) => {
    expect(PrunePolicy.protects(object(kind))).toBe(true);
  },
);

test.each(['Deployment', 'ConfigMap', 'Cluster', 'HelmRelease'])(
  'a %s does not tell that it holds data',
  (kind) => {
    expect(PrunePolicy.protects(object(kind))).toBe(false);
  },
);

test('what is said of an object counts, the last time it is said', () => {
  const cluster = object('Cluster');
  PrunePolicy.protect(cluster);
  expect(PrunePolicy.protects(cluster)).toBe(true);
  const namespace = object('Namespace');
  PrunePolicy.allow(namespace);
  expect(PrunePolicy.protects(namespace)).toBe(false);
  PrunePolicy.protect(namespace);
  expect(PrunePolicy.protects(namespace)).toBe(true);
});
