import type { RequiredSecret, SecretSource } from '../../lib/plan';
import { planText } from '../../lib/report';
import { planOf, protection, waived } from './plan';

function secret(parts: Partial<RequiredSecret> = {}): RequiredSecret {
  return {
    cluster: 'home',
    namespace: 'shop',
    name: 'backup-s3',
    type: 'Opaque',
    roles: ['archive-writer'],
    keys: [
      { key: 'ID', holds: 'accessKeyId' },
      { key: 'BUCKET', holds: 'bucket', expected: 'backups' },
    ],
    source: { kind: 'existing' },
    usedBy: ['home/shop/orders', 'home/shop/cache'],
    ...parts,
  };
}

test('a protection shows its objectives, backup, archive, recovery and drill', () => {
  const witness = {
    every: 300,
    schema: 'restorable',
    role: 'restorable_witness',
    counts: ['orders', 'items'],
  };
  expect(planText(planOf([protection('home/shop/orders', { witness })]))).toBe(`Recovery plan
  1 cluster, 1 environment, 0 required Secrets
  1 protection: 1 drilled, 0 with a waived drill

Cluster home (tree in tree/home)
  Environment shop
    orders: PostgresCluster in namespace shop
      objectives  RPO 15m, RTO 30m, backups kept at least 30d
      backup      base backups and WAL, daily at 02:00 UTC, at most 1d apart
      archive     backups/home/shop/orders at https://s3.example, kept 30d
      recovery    a new Cluster
      witness     every 5m in schema restorable, counts orders, items
      drill       Sundays at 04:00 UTC, at most 7d apart, in namespace shop-drill, stopped after 1h30m
      restores    the newest state, then the state 10m before the newest commit
      checks      write (within 1m)
                  schema public (within 1m30s)

No Secrets are required.
`);
});

test('a waived drill cannot be overlooked', () => {
  const text = planText(
    planOf([protection('home/shop/orders'), protection('home/shop/cache', { drill: waived })]),
  );
  expect(text).toContain('\n  2 protections: 1 drilled, 1 with a waived drill\n');
  expect(text).toContain(
    '\n      drill       WAIVED until 2027-06-30 by shop team: The cache is filled anew\n',
  );
});

test('clusters, environments and protections are in order, and empty environments are there', () => {
  const plan = planOf([protection('west/shop/b'), protection('west/shop/a'), protection('east/shop/c')], {
    empty: ['east/lab'],
  });
  const headings = planText(plan)
    .split('\n')
    .filter((line) => /^(Cluster| {2}Environment| {4}\S)/.test(line));
  expect(headings).toEqual([
    'Cluster east (tree in tree/east)',
    '  Environment lab',
    '    Nothing is protected here.',
    '  Environment shop',
    '    c: PostgresCluster in namespace shop',
    'Cluster west (tree in tree/west)',
    '  Environment shop',
    '    a: PostgresCluster in namespace shop',
    '    b: PostgresCluster in namespace shop',
  ]);
});

test('an archive without server name or endpoint shows what there is', () => {
  const { backup } = protection('home/shop/orders');
  const archive = { store: 's3', profile: 'aws', pathStyle: false, bucket: 'backups', prefix: 'home/shop' };
  const plan = planOf([protection('home/shop/orders', { backup: { ...backup, archive } })]);
  expect(planText(plan)).toContain('archive     backups/home/shop at aws, kept 30d\n');
});

test('required Secrets show their type, source, role, keys, grants and users', () => {
  const grants = { store: 's3', bucket: 'backups', prefixes: ['a', 'b'], access: 'read-write' } as const;
  const text = planText(planOf([], { requiredSecrets: [secret({ grants })] }));
  expect(text).toContain(`
Required Secrets
  Cluster home, namespace shop
    backup-s3 (Opaque)
      source   exists already, made by somebody else
      role     archive-writer
      keys     ID (accessKeyId), BUCKET (bucket: backups)
      grants   read-write on backups: a, b
      used by  home/shop/orders
               home/shop/cache
`);
});

test('Secrets are grouped by cluster and namespace, in order', () => {
  const requiredSecrets = [
    secret({ namespace: 'b', name: 'y' }),
    secret({ cluster: 'away', name: 'z' }),
    secret({ namespace: 'b', name: 'x' }),
    secret({ namespace: 'a' }),
  ];
  const lines = planText(planOf([], { requiredSecrets })).split('\n');
  expect(lines.filter((line) => /^ {2}Cluster|^ {4}\S+ \(/.test(line)).map((line) => line.trim())).toEqual([
    'Cluster away, namespace shop',
    'z (Opaque)',
    'Cluster home, namespace a',
    'backup-s3 (Opaque)',
    'Cluster home, namespace b',
    'x (Opaque)',
    'y (Opaque)',
  ]);
});

test.each<[SecretSource, string]>([
  [{ kind: 'bootstrap' }, 'made by the platform stack'],
  [{ kind: 'bootstrap', handedOverTo: 's3.yaml' }, 'made by the platform stack, then handed over to s3.yaml'],
  [{ kind: 'sops', file: 's3.yaml' }, 's3.yaml, encrypted by SOPS'],
  [{ kind: 'external-secret', store: 'vault', storeKind: 'ClusterSecretStore' }, 'ClusterSecretStore vault'],
  [{ kind: 'ceph-object-store-user', user: 'backup', store: 'ceph' }, 'Rook, for the user backup of ceph'],
])('the source %j is told in words', (source, words) => {
  expect(planText(planOf([], { requiredSecrets: [secret({ source })] }))).toContain(
    `      source   ${words}\n`,
  );
});
