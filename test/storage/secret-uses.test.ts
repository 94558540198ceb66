import { describe, expect, it } from '@jest/globals';
import { Construct, RootConstruct } from 'constructs';
import { Inspection } from '../../lib/core';
import { Credentials, SecretUses, type SecretUse } from '../../lib/storage';
import { codesOf } from './problem-codes';

const keys = { accessKeyId: 'ACCESS_KEY_ID', secretAccessKey: 'ACCESS_SECRET_KEY', bucket: 'BUCKET' };
const writer = Credentials.existing('backup-s3', keys);
const reader = Credentials.existing('drill-s3', keys);
const grant = (
  prefix: string,
  access: 'read-write' | 'read-only' | 'append-only' = 'read-write',
  store = 's3.example.com/backups',
) => ({
  store,
  bucket: 'backups',
  prefixes: [prefix],
  access,
});

/** A tree with one construct for each use, named `a`, `b` … unless said otherwise. */
function declared(...uses: readonly Partial<SecretUse>[]) {
  const root = new RootConstruct();
  uses.forEach((use, i) => {
    const usedBy = use.usedBy ?? String.fromCharCode(97 + i);
    const scope = root.node.tryFindChild(usedBy) ?? new Construct(root, usedBy);
    SecretUses.of(scope).declare({
      cluster: 'home',
      namespace: 'shop',
      credentials: writer,
      role: 'archive-writer',
      ...use,
      usedBy,
    });
  });
  return { secrets: SecretUses.of(root).requiredSecrets(), problems: Inspection.problemsIn(root) };
}

describe('the Secrets a composition requires', () => {
  it('are none if nothing is declared', () => {
    expect(declared().secrets).toEqual([]);
  });

  it('say cluster, namespace, name, type, keys, source, rights and user', () => {
    const { secrets, problems } = declared({
      grant: grant('shop/orders'),
      expected: { bucket: 'backups', region: 'auto' },
    });
    expect(problems).toEqual([]);
    expect(secrets).toEqual([
      {
        cluster: 'home',
        namespace: 'shop',
        name: 'backup-s3',
        type: 'Opaque',
        roles: ['archive-writer'],
        keys: [
          { key: 'ACCESS_KEY_ID', holds: 'accessKeyId' },
          { key: 'ACCESS_SECRET_KEY', holds: 'secretAccessKey' },
          { key: 'BUCKET', holds: 'bucket', expected: 'backups' },
        ],
        source: { kind: 'existing' },
        grants: {
          store: 's3.example.com/backups',
          bucket: 'backups',
          prefixes: ['shop/orders'],
          access: 'read-write',
        },
        usedBy: ['a'],
      },
    ]);
  });

  it('have no rights if they open no store', () => {
    const owner = Credentials.existing('owner', Credentials.basicAuth);
    const { secrets } = declared({ credentials: owner, role: 'database-owner' });
    expect(secrets[0]).not.toHaveProperty('grants');
    expect(secrets[0]?.type).toBe('kubernetes.io/basic-auth');
  });

  it('are listed once, with every role, user and prefix', () => {
    const { secrets, problems } = declared(
      { grant: grant('z'), usedBy: 'z' },
      { grant: grant('a', 'read-only'), role: 'evidence-writer' },
      { grant: grant('z') },
    );
    expect(problems).toEqual([]);
    expect(secrets).toHaveLength(1);
    expect(secrets[0]).toMatchObject({
      roles: ['archive-writer', 'evidence-writer'],
      usedBy: ['b', 'c', 'z'],
      grants: { prefixes: ['a', 'z'], access: 'read-write' },
    });
  });

  it.each([
    ['read-only', 'read-only', 'read-only'],
    ['read-only', 'append-only', 'append-only'],
    ['append-only', 'read-write', 'read-write'],
  ] as const)('are opened as wide as their users need: %s and %s is %s', (a, b, access) => {
    expect(declared({ grant: grant('p', a) }, { grant: grant('p', b) }).secrets[0]?.grants?.access).toBe(
      access,
    );
    expect(declared({ grant: grant('p', b) }, { grant: grant('p', a) }).secrets[0]?.grants?.access).toBe(
      access,
    );
  });

  it('are sorted by cluster, namespace and name, in whatever order they are declared', () => {
    const uses = [
      { cluster: 'home-2' },
      { namespace: 'shop-2' },
      { credentials: Credentials.existing('aaa', keys) },
      { namespace: 'app' },
      {},
    ];
    const names = (secrets: ReturnType<typeof declared>['secrets']) =>
      secrets.map((s) => `${s.cluster}/${s.namespace}/${s.name}`);
    const sorted = [
      'home/app/backup-s3',
      'home/shop/aaa',
      'home/shop/backup-s3',
      'home/shop-2/backup-s3',
      'home-2/shop/backup-s3',
    ];
    expect(names(declared(...uses).secrets)).toEqual(sorted);
    expect(names(declared(...[...uses].reverse()).secrets)).toEqual(sorted);
  });

  it('are those of the whole tree, from wherever it is asked', () => {
    const root = new RootConstruct();
    const [a, b] = [new Construct(root, 'a'), new Construct(root, 'b')];
    SecretUses.of(a).declare({
      cluster: 'home',
      namespace: 'n',
      credentials: writer,
      role: 'witness',
      usedBy: 'a',
    });
    expect(SecretUses.of(b).requiredSecrets()).toHaveLength(1);
    expect(SecretUses.of(new RootConstruct()).requiredSecrets()).toEqual([]);
  });

  it('do not include roles of IAM: there is no Secret', () => {
    const { secrets, problems } = declared({
      credentials: Credentials.irsa('arn:aws:iam::123456789012:role/a'),
      grant: grant('p'),
    });
    expect(secrets).toEqual([]);
    expect(problems).toEqual([]);
  });

  it('carry the file that took over from the platform stack', () => {
    const credentials = Credentials.bootstrap('backup-s3', keys, { handover: { file: 's.yaml' } });
    expect(declared({ credentials }).secrets[0]?.source).toEqual({
      kind: 'bootstrap',
      handedOverTo: 's.yaml',
    });
  });
});

describe('one Secret declared in two ways', () => {
  it.each([
    ['source', Credentials.bootstrap('backup-s3', keys), 'existing and bootstrap'],
    ['type', Credentials.existing('backup-s3', Credentials.basicAuth), 'Opaque and kubernetes.io/basic-auth'],
    ['keys', Credentials.existing('backup-s3', { ...keys, bucket: 'OTHER' }), 'bucket: OTHER'],
  ])('is RST216 for another %s, at the second user and naming both', (_, credentials, difference) => {
    const { problems } = declared({}, { credentials });
    expect(problems).toMatchObject([{ code: 'RST216', path: 'b', value: "'backup-s3'" }]);
    expect(problems[0]?.reason).toContain("'a' and 'b'");
    expect(problems[0]?.reason).toContain(difference);
  });

  it('is RST216 for values from elsewhere', () => {
    const external = (remote: string) =>
      Credentials.externalSecret('backup-s3', {
        store: { name: 'vault', kind: 'SecretStore' },
        keys: {
          accessKeyId: { key: 'ID', remote: { key: remote, property: 'id' } },
          secretAccessKey: { key: 'SECRET', remote: { key: remote, property: 'secret' } },
        },
      });
    const { problems } = declared({ credentials: external('a') }, { credentials: external('b') });
    expect(problems).toMatchObject([
      { code: 'RST216', reason: "'a' and 'b' declare it with different settings" },
    ]);
  });

  it('is no problem in another namespace or cluster', () => {
    const credentials = Credentials.bootstrap('backup-s3', keys);
    expect(
      declared({}, { credentials, namespace: 'other' }, { credentials, cluster: 'other' }).problems,
    ).toEqual([]);
  });

  it('is no problem if the declarations are alike', () => {
    expect(declared({}, { credentials: Credentials.existing('backup-s3', { ...keys }) }).problems).toEqual(
      [],
    );
  });
});

describe('a key of a Secret', () => {
  it('cannot have two values: RST217', () => {
    const { problems } = declared({ expected: { bucket: 'one' } }, { expected: { bucket: 'two' } });
    expect(problems).toMatchObject([{ code: 'RST217', path: 'b' }]);
    expect(problems[0]?.reason).toContain("'one' for 'a' and 'two' for 'b'");
  });

  it('can have one value twice, and values of keys that do not exist are left alone', () => {
    const { problems, secrets } = declared(
      { expected: { bucket: 'one', region: 'x' } },
      { expected: { bucket: 'one', region: 'y' } },
    );
    expect(problems).toEqual([]);
    expect(secrets[0]?.keys.map((key) => key.expected)).toEqual([undefined, undefined, 'one']);
  });
});

describe('one Secret for two stores', () => {
  it('is RST218', () => {
    const { problems } = declared(
      { grant: grant('p') },
      { grant: grant('p', 'read-write', 'other.example.com/backups') },
    );
    expect(problems).toMatchObject([{ code: 'RST218', severity: 'error', path: 'b' }]);
    expect(problems[0]?.reason).toContain('other.example.com/backups');
  });
});

describe('credentials of a writer and a drill', () => {
  it('are no problem if they are two', () => {
    expect(
      declared({}, { credentials: reader, role: 'archive-reader', namespace: 'drill' }).problems,
    ).toEqual([]);
  });

  it('are a warning if they are one, in whatever order, once', () => {
    const asReader = { role: 'archive-reader', namespace: 'drill' } as const;
    for (const uses of [
      [{}, asReader, asReader, {}],
      [asReader, {}, {}],
    ]) {
      const { problems } = declared(...uses);
      expect(problems).toMatchObject([{ code: 'RST219', severity: 'warning' }]);
      expect(problems[0]?.reason).toContain("'a' and 'b'");
    }
  });

  it('are a warning for roles of IAM too', () => {
    const credentials = Credentials.irsa('arn:aws:iam::123456789012:role/a');
    expect(codesOf(declared({ credentials }, { credentials, role: 'archive-reader' }).problems)).toEqual([
      'RST219',
    ]);
  });

  it('are a warning for one user that does both', () => {
    const { problems } = declared(
      { usedBy: 'orders' },
      { usedBy: 'orders', role: 'archive-reader', namespace: 'drill' },
    );
    expect(problems).toMatchObject([{ code: 'RST219', path: 'orders' }]);
    expect(problems[0]?.reason).toContain("'orders' writes and drills");
  });

  it('are no problem in two clusters, or for other roles', () => {
    expect(
      declared({}, { role: 'archive-reader', cluster: 'other' }, { role: 'evidence-writer' }).problems,
    ).toEqual([]);
  });
});

describe("a user of Ceph's object gateway", () => {
  const user = (name: string) =>
    Credentials.cephObjectStoreUser({ user: name, store: 's', cluster: 'rook-ceph' });

  it('in two namespaces is a warning, once for each further namespace', () => {
    const { problems } = declared(
      { credentials: user('backup') },
      { credentials: user('backup'), namespace: 'monitoring' },
      { credentials: user('backup'), namespace: 'monitoring' },
      { credentials: user('backup') },
    );
    expect(problems).toMatchObject([
      { code: 'RST220', severity: 'warning', path: 'b', value: "'rook-ceph/s/backup'" },
    ]);
    expect(problems[0]?.reason).toContain('shop and monitoring');
  });

  it('is no problem with a user in each namespace, or in two clusters', () => {
    const { problems } = declared(
      { credentials: user('backup') },
      { credentials: user('backup-2'), namespace: 'monitoring' },
      { credentials: user('backup'), cluster: 'other', namespace: 'monitoring' },
    );
    expect(problems).toEqual([]);
  });
});
