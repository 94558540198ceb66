import { describe, expect, it } from '@jest/globals';
import type { BackupStorageArgs } from '../../../stacks/storage/backup-storage-args';
import { credentialValues } from '../../../stacks/storage/credential-values';
import { designStorage } from '../../../stacks/storage/storage-design';
import { drillWithEvidence, planOf, protectionOf, storageSecretOf } from '../plan-of';
import { codesAndPlaces } from '../problem-codes';

const r2 = 'account.r2.cloudflarestorage.com/backups';
const elsewhere = planOf({
  protections: [
    protectionOf({
      archive: {
        store: r2,
        profile: 'cloudflare-r2',
        endpoint: 'https://0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com',
        region: 'auto',
      },
    }),
  ],
  requiredSecrets: [
    storageSecretOf({
      grants: { store: r2, bucket: 'backups', prefixes: ['safeops/develop/app'], access: 'read-write' },
    }),
  ],
});

function design(args: Partial<BackupStorageArgs> = {}) {
  return designStorage({ plan: planOf(), ...args });
}

function codes(args: Partial<BackupStorageArgs> = {}) {
  return codesAndPlaces(design(args).problems);
}

describe('the design of backup storage', () => {
  it('makes the buckets and identities of the plan that are in AWS', () => {
    const { buckets, identities, foreign, problems } = design();
    expect(problems).toEqual([]);
    expect([...buckets.values()].map(({ bucket, region }) => [bucket, region])).toEqual([
      ['backups', 'eu-west-1'],
    ]);
    expect(identities.map(({ id }) => id)).toEqual(['safeops/develop/cnpg-backup-s3']);
    expect(foreign).toEqual([]);
  });

  it('makes a bucket for evidence that nobody can delete from', () => {
    const plan = planOf({ protections: [protectionOf({ drill: drillWithEvidence() })] });
    expect(design({ plan }).buckets.get('s3.amazonaws.com/evidence')?.lock?.mode).toBe('COMPLIANCE');
  });

  it('makes a bucket that only etcd snapshots are in, where its region is said', () => {
    const place = { cluster: 'safeops', store: 's3.amazonaws.com/etcd', bucket: 'etcd', folder: 'safeops' };
    const made = design({ etcdSnapshots: [{ ...place, region: 'eu-north-1' }] });
    expect(made.problems).toEqual([]);
    expect(made.buckets.get('s3.amazonaws.com/etcd')).toMatchObject({ region: 'eu-north-1' });
    expect(made.buckets.get('s3.amazonaws.com/etcd')).not.toHaveProperty('lock');
    expect(codes({ etcdSnapshots: [place] })).toEqual(['RST939 etcdSnapshots.region']);
  });

  it('does not lock a bucket of the plan that k3s writes to as well', () => {
    const etcdSnapshots = [
      {
        cluster: 'safeops',
        store: 's3.amazonaws.com/backups',
        bucket: 'backups',
        folder: 'safeops/etcd-snapshots',
      },
    ];
    expect(design({ etcdSnapshots }).buckets.get('s3.amazonaws.com/backups')).not.toHaveProperty('lock');
    const lock = { mode: 'GOVERNANCE', days: 7 } as const;
    expect(codes({ etcdSnapshots, defaults: { lock } })).toEqual(['RST937 buckets["backups"].lock']);
  });

  it('takes settings of one bucket over the defaults', () => {
    const { buckets } = design({
      defaults: { encryption: 'aes256' },
      buckets: { backups: { oldVersions: 90 } },
    });
    expect(buckets.get('s3.amazonaws.com/backups')).toMatchObject({ encryption: 'aes256', oldVersions: 90 });
    expect(codes({ buckets: { other: {} } })).toEqual(['RST939 buckets["other"]']);
    expect(codes({ plan: elsewhere, buckets: { backups: {} }, keys: KEYS })[0]).toBe(
      'RST939 buckets["backups"]',
    );
  });

  it('RST933: keys of stores elsewhere are all asked for at once', () => {
    const place = { cluster: 'safeops', store: r2, bucket: 'backups', folder: 'safeops/etcd-snapshots' };
    const missing = codes({ plan: elsewhere, etcdSnapshots: [place] }).filter((each) =>
      each.startsWith('RST933'),
    );
    expect(missing).toEqual([
      'RST933 keys["develop/cnpg-backup-s3"].accessKeyId',
      'RST933 keys["develop/cnpg-backup-s3"].secretAccessKey',
      'RST933 keys["safeops/etcd-snapshots"].accessKeyId',
      'RST933 keys["safeops/etcd-snapshots"].secretAccessKey',
    ]);
  });

  it('makes nothing for stores elsewhere, and warns about what they cannot do', () => {
    const made = design({ plan: elsewhere, keys: KEYS });
    expect([made.buckets.size, made.identities, made.foreign.length]).toEqual([0, [], 1]);
    expect(made.problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning RST940']);
  });

  it('RST932: a Secret whose store nobody describes, where its keys need more than a key', () => {
    const grants = { store: 'elsewhere/x', bucket: 'x', prefixes: ['a'], access: 'read-only' } as const;
    const secret = storageSecretOf({ name: 'recovery', roles: ['recovery-reader'], grants });
    const plan = planOf({ requiredSecrets: [secret] });
    const keys = { 'develop/recovery': { accessKeyId: 'a', secretAccessKey: 'b' } };
    expect(codes({ plan, keys })).toEqual(['RST932 plan.requiredSecrets["safeops/develop/recovery"]']);
    const known = { ...secret, keys: secret.keys.map((key) => ({ ...key, expected: 'known' })) };
    expect(codes({ plan: planOf({ requiredSecrets: [known] }), keys })).toEqual([]);
  });
});

const KEYS = { '*/cnpg-backup-s3': { accessKeyId: 'a', secretAccessKey: 'b' } };

describe('values of credentials', () => {
  const keys = { accessKeyId: 'id', secretAccessKey: 'key' };
  const [identity] = design().identities;
  const store = design().stores.get('s3.amazonaws.com/backups');
  if (identity === undefined) throw new Error('the plan has an identity');

  it('are exactly those of the contract, with the endpoint of AWS for tools that insist on one', () => {
    expect(credentialValues(identity, store, keys)).toEqual({
      ...keys,
      region: 'eu-west-1',
      bucket: 'backups',
      endpoint: 'https://s3.eu-west-1.amazonaws.com',
    });
    const secret = storageSecretOf({ keys: [{ key: 'id', holds: 'accessKeyId' }] });
    expect(credentialValues({ ...identity, secret }, store, keys)).toEqual({ accessKeyId: 'id' });
  });

  it('are all there is for etcd snapshots', () => {
    const { secret, ...snapshots } = identity;
    expect(secret).toBeDefined();
    if (store === undefined) throw new Error('the plan has a store');
    expect(credentialValues(snapshots, { ...store, region: 'cn-north-1' }, keys)).toEqual({
      ...keys,
      region: 'cn-north-1',
      bucket: 'backups',
      endpoint: 'https://s3.cn-north-1.amazonaws.com.cn',
    });
    expect(credentialValues(snapshots, undefined, keys)).toEqual({ ...keys, bucket: 'backups' });
  });
});
