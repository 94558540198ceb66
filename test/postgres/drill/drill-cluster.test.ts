import { Credentials, PostgresRecovery, Schedule } from '../../../lib';
import { composed, S3_KEYS, STORE, valueAt } from '../fixture';

test('the Cluster of a drill is one server that recovers and can archive nothing', () => {
  const { drillCluster, codes } = composed({ instances: 3 });
  expect(codes).toEqual([]);
  expect(drillCluster).toEqual({
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: {
      name: 'shop-orders',
      namespace: 'restore-test',
      labels: {
        'app.kubernetes.io/managed-by': 'restorable',
        'app.kubernetes.io/part-of': 'restorable',
        'app.kubernetes.io/instance': 'shop-orders',
      },
      annotations: { 'cnpg.io/skipWalArchiving': 'enabled' },
    },
    spec: {
      instances: 1,
      enablePDB: false,
      enableSuperuserAccess: true,
      imageName: 'ghcr.io/cloudnative-pg/postgresql:17',
      postgresql: { parameters: { archive_timeout: '5min' } },
      storage: { size: '1Gi' },
      bootstrap: { recovery: { source: 'source', database: 'orders', owner: 'orders' } },
      externalClusters: [
        {
          name: 'source',
          plugin: {
            name: 'barman-cloud.cloudnative-pg.io',
            parameters: { barmanObjectName: 'shop-orders', serverName: 'orders' },
          },
        },
      ],
    },
  });
});

test.each(['plugins', 'backup', 'managed', 'env', 'serviceAccountTemplate'])(
  'it has no %s, whatever the live Cluster has',
  (field) => {
    const { drillCluster } = composed({
      roles: [{ name: 'reporting' }],
      serviceAccount: { annotations: { team: 'shop' } },
    });
    expect(drillCluster['spec']).not.toHaveProperty(field);
  },
);

test('it reads the archive of its source, also where that was recovered from another', () => {
  const recoverFrom = PostgresRecovery.from({
    store: STORE,
    prefix: 'home/old',
    serverName: 'orders-1',
    credentials: Credentials.existing('recovery-s3', S3_KEYS),
  });
  const { drillCluster } = composed({ recoverFrom });
  expect(valueAt(drillCluster, 'spec.externalClusters.0.plugin.parameters')).toEqual({
    barmanObjectName: 'shop-orders',
    serverName: 'orders',
  });
});

test('it has the server name of the archive, not its own name nor that of the Cluster', () => {
  const { drillCluster } = composed({
    backup: { base: Schedule.daily('02:00'), archive: { serverName: 'orders-2' } },
  });
  expect(valueAt(drillCluster, 'spec.externalClusters.0.plugin.parameters.serverName')).toBe('orders-2');
});

test('it names database and owner of the source', () => {
  const { drillCluster } = composed({ database: 'ledger', owner: 'bookkeeper' });
  expect(valueAt(drillCluster, 'spec.bootstrap.recovery')).toEqual({
    source: 'source',
    database: 'ledger',
    owner: 'bookkeeper',
  });
});

test('it has the resources of the source', () => {
  const resources = { requests: { cpu: '2', memory: '4Gi' }, limits: { memory: '4Gi' } };
  const { cluster, drillCluster } = composed({ resources });
  expect(valueAt(cluster, 'spec.resources')).toEqual(resources);
  expect(valueAt(drillCluster, 'spec.resources')).toEqual(resources);
});
