import { parse } from 'yaml';
import { Composed, valueAt } from '../postgres/fixture';
import { composeExample } from './example-folders';

const { composition } = composeExample('safeops');
const composed = new Composed(composition);
const CLUSTERS = 'flux/infrastructure/data/cnpg-clusters';
const ENVIRONMENTS = ['develop', 'production', 'staging'];

test('the folders of the clusters are those of the system it is modelled on', () => {
  for (const environment of ENVIRONMENTS) {
    for (const file of ['cluster.yaml', 'kustomization.yaml', 'scheduled-backup.yaml']) {
      expect(composition.tree.paths).toContain(`${CLUSTERS}/${environment}/${file}`);
    }
  }
});

test('production keeps the Secret of its owner in Git, encrypted, and nobody else does', () => {
  const resources = (environment: string) =>
    (
      parse(composed.findText(`${CLUSTERS}/${environment}/kustomization.yaml`)) as {
        resources: readonly string[];
      }
    ).resources;
  expect(resources('production')).toContain('postgres-app-secret.yaml');
  expect(resources('develop')).not.toContain('postgres-app-secret.yaml');
  expect(composition.tree.has(`${CLUSTERS}/production/postgres-app-secret.yaml`)).toBe(false);
  expect(composed.findAll('Secret')).toEqual([]);
});

test('each environment has one cluster, in its namespace, backed up daily at 02:00', () => {
  const clusters = composed.findAll('Cluster');
  expect(
    clusters.map(({ metadata, ...object }) => [
      metadata.namespace,
      metadata.name,
      valueAt(object, 'spec.instances'),
    ]),
  ).toEqual([
    ['develop', 'app-postgres', 1],
    ['production', 'app-postgres', 3],
    ['staging', 'app-postgres', 1],
  ]);
  const schedules = composed.findAll('ScheduledBackup').map((object) => valueAt(object, 'spec.schedule'));
  expect(schedules).toEqual(ENVIRONMENTS.map(() => '0 0 2 * * *'));
});

test('all drills run in restore-test, an hour apart, and nothing else does', () => {
  const drills = composed.findAll('CronJob').filter(({ metadata }) => metadata.namespace === 'restore-test');
  expect(drills.map(({ metadata, ...object }) => [metadata.name, valueAt(object, 'spec.schedule')])).toEqual([
    ['develop-app-postgres', '0 4 * * 0'],
    ['staging-app-postgres', '0 5 * * 0'],
    ['production-app-postgres', '0 6 * * 0'],
  ]);
  expect(composition.plan.clusters[0]?.namespaces).toContainEqual({
    name: 'restore-test',
    managed: true,
    purpose: 'drill',
  });
});

test('the Secrets of the bootstrap are in the plan with the keys they must have', () => {
  const writers = composition.plan.requiredSecrets.filter(({ name }) => name === 'cnpg-backup-s3');
  expect(writers.map(({ namespace }) => namespace)).toEqual(ENVIRONMENTS);
  for (const { keys, source, grants } of writers) {
    expect(keys.map(({ key }) => key).sort()).toEqual([
      'ACCESS_KEY_ID',
      'ACCESS_SECRET_KEY',
      'BUCKET',
      'ENDPOINT',
      'REGION',
    ]);
    expect(source).toEqual({ kind: 'bootstrap' });
    expect(grants?.access).toBe('read-write');
  }
  const readers = composition.plan.requiredSecrets.filter(({ name }) => name === 'cnpg-drill-s3');
  expect(readers).toMatchObject([{ namespace: 'restore-test', grants: { access: 'read-only' } }]);
});

test('verdicts of all drills are signed and locked for a year in a bucket of their own', () => {
  const evidence = composition.plan.protections.map((protection) => valueAt(protection, 'drill.evidence'));
  expect(evidence).toHaveLength(ENVIRONMENTS.length);
  for (const place of evidence) {
    expect(place).toMatchObject({
      bucket: 'safeops-evidence',
      conditionalPut: true,
      versioning: true,
      objectLock: { mode: 'COMPLIANCE', retention: 365 * 86_400 },
    });
  }
  const needed = composition.plan.requiredSecrets.filter(({ roles }) =>
    roles.some((role) => role.startsWith('evidence-')),
  );
  expect(needed.map(({ namespace, name, roles }) => [namespace, name, ...roles])).toEqual([
    ['restore-test', 'drill-evidence-key', 'evidence-signing-key'],
    ['restore-test', 'drill-evidence-s3', 'evidence-writer'],
  ]);
  expect(composition.problems.map(({ code }) => code)).not.toContain('RST822');
});
