import { admittedCluster } from '../../../lib/postgres/drill/admitted-cluster';

const manifest = {
  apiVersion: 'postgresql.cnpg.io/v1' as const,
  kind: 'Cluster' as const,
  metadata: { name: 'develop-orders', annotations: { 'cnpg.io/skipWalArchiving': 'enabled' } },
  spec: {
    instances: 1,
    imageName: 'ghcr.io/cloudnative-pg/postgresql:17',
    bootstrap: { recovery: { source: 'source', database: 'app', owner: 'app' } },
    externalClusters: [
      {
        name: 'source',
        plugin: { name: 'barman-cloud.cloudnative-pg.io', parameters: { serverName: 'orders' } },
      },
    ],
    postgresql: { parameters: { max_connections: '200' } },
  },
};

const { kind, name, conditions } = admittedCluster(manifest);

test('the Cluster of a drill is let in under its name', () => {
  expect({ kind, name }).toEqual({
    kind: { apiGroup: 'postgresql.cnpg.io', apiVersion: 'v1', resource: 'clusters' },
    name: 'develop-orders',
  });
});

test('it is restored from its archive and image, to any target', () => {
  expect(conditions).toEqual(
    expect.arrayContaining([
      'variables.spec["imageName"] == "ghcr.io/cloudnative-pg/postgresql:17"',
      'variables.spec["bootstrap"].all(key, key in ["recovery"])',
      'variables.spec["bootstrap"]["recovery"].all(key, key in ["source", "database", "owner", "recoveryTarget"])',
      'variables.spec["externalClusters"][0]["plugin"]["parameters"]["serverName"] == "orders"',
    ]),
  );
});

test.each([
  'backup',
  'certificates',
  'env',
  'envFrom',
  'imageCatalogRef',
  'managed',
  'plugins',
  'projectedVolumeTemplate',
  'serviceAccountName',
  'serviceAccountTemplate',
  'superuserSecret',
])('it has no %s, since the plan has none', (field) => {
  expect(conditions).toContain(`!("${field}" in variables.spec)`);
});

test('Secrets and images below other fields are refused too', () => {
  expect(conditions).toEqual(
    expect.arrayContaining([
      '!("monitoring" in variables.spec) || !("customQueriesSecret" in variables.spec["monitoring"])',
      '!("postgresql" in variables.spec) || !("ldap" in variables.spec["postgresql"])',
    ]),
  );
});

test('no annotation but those of the plan and the run is let in: one of them patches pods', () => {
  expect(conditions[0]).toBe(
    '!has(object.metadata.annotations) || object.metadata.annotations.all(key, key in ["cnpg.io/skipWalArchiving", "restorable/run"])',
  );
});

test('what the plan has is let in as it stands there', () => {
  const env = [{ name: 'AWS_REGION', value: 'eu-central-1' }];
  const { conditions: found } = admittedCluster({ ...manifest, spec: { ...manifest.spec, env } });
  expect(found).toEqual(
    expect.arrayContaining([
      'size(variables.spec["env"]) == 1',
      'variables.spec["env"][0].all(key, key in ["name", "value"])',
    ]),
  );
});
