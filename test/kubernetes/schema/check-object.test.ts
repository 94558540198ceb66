import type { ObjectStore } from '../../../lib/kubernetes/generated/barmancloud.cnpg.io/v1';
import type { CronJob } from '../../../lib/kubernetes/generated/batch/v1';
import type { Kustomization as KustomizationFile } from '../../../lib/kubernetes/generated/kustomize.config.k8s.io/v1beta1';
import type { Cluster, ScheduledBackup } from '../../../lib/kubernetes/generated/postgresql.cnpg.io/v1';
import { checkObject, KindSchema } from '../../../lib/kubernetes/schema';

const store: ObjectStore = {
  apiVersion: 'barmancloud.cnpg.io/v1',
  kind: 'ObjectStore',
  metadata: { name: 'backups', namespace: 'shop' },
  spec: {
    retentionPolicy: '7d',
    configuration: {
      destinationPath: 's3://backups/shop',
      endpointURL: 'http://s3.example.org:9000',
      s3Credentials: {
        accessKeyId: { name: 'backup-credentials', key: 'accessKeyId' },
        secretAccessKey: { name: 'backup-credentials', key: 'secretAccessKey' },
      },
      wal: { compression: 'gzip' },
      data: { compression: 'gzip', jobs: 2 },
    },
    instanceSidecarConfiguration: {
      env: [{ name: 'AWS_REQUEST_CHECKSUM_CALCULATION', value: 'when_required' }],
      resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
    },
  },
};

const cluster: Cluster = {
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  metadata: { name: 'orders', namespace: 'shop' },
  spec: {
    instances: 3,
    enablePDB: false,
    imageName: 'ghcr.io/cloudnative-pg/postgresql:17',
    storage: { size: '1Gi' },
    bootstrap: { initdb: { database: 'orders', owner: 'orders' } },
    plugins: [
      {
        name: 'barman-cloud.cloudnative-pg.io',
        isWALArchiver: true,
        parameters: { barmanObjectName: 'backups', serverName: 'orders' },
      },
    ],
  },
};

const scheduledBackup: ScheduledBackup = {
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'ScheduledBackup',
  metadata: { name: 'orders-daily', namespace: 'shop' },
  spec: {
    schedule: '0 0 3 * * *',
    cluster: { name: 'orders' },
    backupOwnerReference: 'self',
    method: 'plugin',
    pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
  },
};

const cronJob: CronJob = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'drill' },
  spec: {
    schedule: '0 4 * * 0',
    concurrencyPolicy: 'Forbid',
    jobTemplate: {
      spec: {
        template: {
          metadata: { labels: { app: 'drill' } },
          spec: {
            restartPolicy: 'Never',
            containers: [
              { name: 'runner', image: 'node:24', resources: { requests: { cpu: 0.5, memory: '64Mi' } } },
            ],
          },
        },
      },
    },
  },
};

const kustomizationFile: KustomizationFile = {
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  resources: ['cluster.yaml'],
};

/** The object with another value at a path. */
function having(object: unknown, path: readonly (string | number)[], value: unknown): unknown {
  const copy: unknown = structuredClone(object);
  let parent = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
  parent[path.at(-1) ?? ''] = value;
  return copy;
}

describe('checkObject', () => {
  test.each([
    ['ObjectStore', store],
    ['Cluster', cluster],
    ['ScheduledBackup', scheduledBackup],
    ['CronJob', cronJob],
    ['kustomization.yaml without metadata', kustomizationFile],
  ])('accepts %s', (_, object) => {
    expect(checkObject(object)).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ['a misspelt field', having(cluster, ['spec', 'storge'], {}), 'spec.storge'],
    [
      'an unknown field of a list item',
      having(cluster, ['spec', 'plugins', 0, 'isWalArchiver'], true),
      'spec.plugins[0].isWalArchiver',
    ],
    ['a missing name', having(cluster, ['spec', 'plugins', 0, 'name'], undefined), 'spec.plugins[0].name'],
    [
      'a number for a parameter',
      having(cluster, ['spec', 'plugins', 0, 'parameters', 'x'], 1),
      'spec.plugins[0].parameters.x',
    ],
    ['instances in quotes', having(cluster, ['spec', 'instances'], '3'), 'spec.instances'],
    ['fewer instances than one', having(cluster, ['spec', 'instances'], 0), 'spec.instances'],
    [
      'a retention Barman cannot read',
      having(store, ['spec', 'retentionPolicy'], '7 days'),
      'spec.retentionPolicy',
    ],
    [
      'an unknown compression',
      having(store, ['spec', 'configuration', 'wal', 'compression'], 'gz'),
      'spec.configuration.wal.compression',
    ],
    [
      'a quantity with a wrong unit',
      having(store, ['spec', 'instanceSidecarConfiguration', 'resources', 'limits', 'memory'], '512MB'),
      'spec.instanceSidecarConfiguration.resources.limits.memory',
    ],
    [
      'a fraction where a custom resource has int-or-string',
      having(store, ['spec', 'instanceSidecarConfiguration', 'resources', 'limits', 'cpu'], 0.5),
      'spec.instanceSidecarConfiguration.resources.limits.cpu',
    ],
    [
      'an unknown enum value',
      having(cronJob, ['spec', 'concurrencyPolicy'], 'forbid'),
      'spec.concurrencyPolicy',
    ],
    [
      'a variable that is set twice, which Flux cannot apply',
      having(
        cronJob,
        ['spec', 'jobTemplate', 'spec', 'template', 'spec', 'containers', 0, 'env'],
        [{ name: 'A' }, { name: 'A' }],
      ),
      'spec.jobTemplate.spec.template.spec.containers[0].env[1]',
    ],
    [
      'an invalid label of a pod template',
      having(cronJob, ['spec', 'jobTemplate', 'spec', 'template', 'metadata', 'labels'], { app: 'a b' }),
      'spec.jobTemplate.spec.template.metadata.labels.app',
    ],
    ['an unknown field of a kustomization.yaml', { ...kustomizationFile, resource: [] }, 'resource'],
  ])('finds %s', (_, object, property) => {
    expect(checkObject(object)).toMatchObject([{ property }]);
  });

  test('leaves rules in CEL to a server-side dry run: serverName is a field of an ObjectStore', () => {
    expect(checkObject(having(store, ['spec', 'configuration', 'serverName'], 'orders'))).toEqual([]);
  });

  test('does not look into the status', () => {
    expect(checkObject({ ...store, status: { anything: true } })).toEqual([]);
  });

  test('gives every violation of an object', () => {
    const object = having(having(cluster, ['spec', 'instances'], '3'), ['metadata', 'name'], 'Orders');
    expect(checkObject(object)).toMatchObject([
      { property: 'spec.instances' },
      { property: 'metadata.name' },
    ]);
  });

  test('says so where the kind has no schema', () => {
    expect(checkObject({ apiVersion: 'example.org/v1', kind: 'Disk' })).toBe('unknown-kind');
    expect(checkObject({ apiVersion: 'v1', kind: '../../index' })).toBe('unknown-kind');
  });

  test.each<[unknown, string]>([
    ['text', ''],
    [null, ''],
    [[], ''],
    [{ kind: 'Pod' }, 'apiVersion'],
    [{ apiVersion: 'v1' }, 'kind'],
  ])('refuses %j, which is no object of a kind', (object, property) => {
    expect(checkObject(object)).toMatchObject([{ property }]);
  });
});

describe('KindSchema', () => {
  test('knows the scope of a kind', () => {
    expect(KindSchema.tryFind('v1', 'Namespace')?.scope).toBe('Cluster');
    expect(KindSchema.tryFind('postgresql.cnpg.io/v1', 'Cluster')?.scope).toBe('Namespaced');
    expect(KindSchema.tryFind('kustomize.config.k8s.io/v1beta1', 'Kustomization')?.scope).toBe('File');
  });

  test('is loaded once', () => {
    expect(KindSchema.tryFind('v1', 'Pod')).toBe(KindSchema.tryFind('v1', 'Pod'));
  });
});
