import { Credentials, PostgresRecovery, Witness, type BasicAuthKeys } from '../../lib';
import { composed, Fixture, S3_KEYS, STORE, valueAt, type Composed } from './fixture';

/** Credentials for the store from every kind of source, with the Secret that results. */
const SOURCES = [
  {
    kind: 'existing',
    credentials: Credentials.existing('writer', S3_KEYS),
    name: 'writer',
    type: 'Opaque',
    source: { kind: 'existing' },
    object: undefined,
  },
  {
    kind: 'bootstrap',
    credentials: Credentials.bootstrap('writer', S3_KEYS),
    name: 'writer',
    type: 'Opaque',
    source: { kind: 'bootstrap' },
    object: undefined,
  },
  {
    kind: 'external-secret',
    credentials: Credentials.externalSecret('writer', {
      store: { name: 'vault', kind: 'ClusterSecretStore' },
      keys: {
        accessKeyId: { key: 'ID', remote: { key: 'backup', property: 'id' } },
        secretAccessKey: { key: 'KEY', remote: { key: 'backup', property: 'key' } },
      },
    }),
    name: 'writer',
    type: 'Opaque',
    source: { kind: 'external-secret', store: 'vault', storeKind: 'ClusterSecretStore' },
    object: 'ExternalSecret',
  },
  {
    kind: 'ceph-object-store-user',
    credentials: Credentials.cephObjectStoreUser({ user: 'writer', store: 'objects', cluster: 'rook' }),
    name: 'rook-ceph-object-user-objects-writer',
    type: 'kubernetes.io/rook',
    source: { kind: 'ceph-object-store-user', user: 'writer', store: 'objects' },
    object: 'CephObjectStoreUser',
  },
] as const;

function secretNamed(composition: Composed, name: string, namespace: string) {
  return composition.plan.requiredSecrets.find(
    (secret) => secret.name === name && secret.namespace === namespace,
  );
}

describe.each(SOURCES)(
  'store credentials that come from: $kind',
  ({ credentials, name, type, source, object }) => {
    test('are a Secret in the live namespace that the plan requires', () => {
      const composition = composed({}, new Fixture({ environment: { credentials } }));
      expect(composition.codes).toEqual([]);
      const secret = secretNamed(composition, name, 'shop');
      expect(secret).toMatchObject({
        cluster: 'home',
        type,
        source,
        roles: ['archive-writer'],
        grants: {
          store: STORE.id,
          bucket: 'backups',
          prefixes: ['home/shop/orders'],
          access: 'read-write',
        },
        usedBy: ['home/shop/data--postgres/orders'],
      });
      expect(secret?.keys.map(({ holds }) => holds)).toEqual(
        expect.arrayContaining(['accessKeyId', 'secretAccessKey']),
      );
    });

    test('are what the ObjectStore reads', () => {
      const composition = composed({}, new Fixture({ environment: { credentials } }));
      const store = composition.find('ObjectStore', 'orders-archive', 'shop');
      expect(valueAt(store, 'spec.configuration.s3Credentials.accessKeyId.name')).toBe(name);
    });

    test('for drills are a Secret in the drill namespace', () => {
      const composition = composed(
        {},
        new Fixture({ environment: { drill: { namespace: 'lab', credentials } } }),
      );
      expect(secretNamed(composition, name, 'lab')).toMatchObject({
        type,
        source,
        roles: ['archive-reader'],
        grants: { access: 'read-only' },
      });
      const store = composition.find('ObjectStore', 'shop-orders', 'lab');
      expect(valueAt(store, 'spec.configuration.s3Credentials.accessKeyId.name')).toBe(name);
    });

    test(`have ${object ?? 'no object'} in the tree that makes them, kept from pruning`, () => {
      const composition = composed({}, new Fixture({ environment: { credentials } }));
      const made = composition.objects.filter(({ manifest }) =>
        ['ExternalSecret', 'CephObjectStoreUser', 'Secret'].includes(manifest.kind),
      );
      expect(made.map(({ manifest }) => manifest.kind)).toEqual(object === undefined ? [] : [object]);
      for (const { manifest, file } of made) {
        expect(file.startsWith('flux/data/postgres/')).toBe(true);
        expect(manifest.metadata).toMatchObject({
          namespace: 'shop',
          annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
        });
      }
    });
  },
);

test('the plan knows what is no secret of a Secret: bucket, endpoint, region', () => {
  const composition = composed();
  expect(secretNamed(composition, 'backup-s3', 'shop')?.keys).toEqual([
    { key: 'ID', holds: 'accessKeyId' },
    { key: 'KEY', holds: 'secretAccessKey' },
    { key: 'REGION', holds: 'region', expected: 'eu-central-1' },
    { key: 'BUCKET', holds: 'bucket', expected: 'backups' },
  ]);
});

test('one key for writer and drill is warned about (RST219)', () => {
  const shared = Credentials.existing('s3', S3_KEYS);
  const environment = { credentials: shared, drill: { namespace: 'lab', credentials: shared } };
  expect(composed({}, new Fixture({ environment })).codes).toEqual(['RST219']);
});

describe('Secrets of the database', () => {
  const basicAuth = (name: string) => Credentials.existing<BasicAuthKeys>(name, Credentials.basicAuth);

  test('each is in the plan with what it is for and the name it must hold', () => {
    const composition = composed({
      ownerSecret: basicAuth('owner'),
      superuser: { secret: basicAuth('superuser') },
      roles: [{ name: 'reporting', login: true, password: basicAuth('reporting') }],
      witness: Witness.every('5m'),
      recoverFrom: PostgresRecovery.from({
        store: STORE,
        prefix: 'old',
        serverName: 'orders',
        credentials: Credentials.existing('recovery-s3', S3_KEYS),
      }),
    });
    expect(composition.codes).toEqual([]);
    const live = composition.plan.requiredSecrets.filter(({ namespace }) => namespace === 'shop');
    expect(live.map(({ name, roles, keys }) => [name, roles, keys[0]?.expected])).toEqual([
      ['backup-s3', ['archive-writer'], undefined],
      ['orders-witness', ['witness'], 'restorable_witness'],
      ['owner', ['database-owner'], 'orders'],
      ['recovery-s3', ['recovery-reader'], undefined],
      ['reporting', ['database-role'], 'reporting'],
      ['superuser', ['database-superuser'], 'postgres'],
    ]);
  });

  test('are named by the Cluster', () => {
    const { cluster } = composed({
      ownerSecret: basicAuth('owner'),
      superuser: { secret: basicAuth('superuser') },
    });
    expect(valueAt(cluster, 'spec.bootstrap.initdb.secret')).toEqual({ name: 'owner' });
    expect(cluster['spec']).toMatchObject({
      enableSuperuserAccess: true,
      superuserSecret: { name: 'superuser' },
    });
  });

  test('one Secret with two users that need different names in it is refused (RST217)', () => {
    const { codes } = composed({
      ownerSecret: basicAuth('one'),
      superuser: { secret: basicAuth('one') },
    });
    expect(codes).toEqual(['RST217']);
  });
});

test('a plan never holds a secret: every key is a name', () => {
  const { plan } = composed({ ownerSecret: Credentials.existing('owner', Credentials.basicAuth) });
  for (const { keys } of plan.requiredSecrets) {
    for (const key of keys) {
      const allowed = ['expected', 'holds', 'key'].filter((name) => name in key);
      expect(Object.keys(key).sort()).toEqual(allowed);
    }
  }
});
