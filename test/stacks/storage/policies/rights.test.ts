import { describe, expect, it } from '@jest/globals';
import {
  rightsPolicy,
  type IdentityRights,
  type StorageTool,
} from '../../../../stacks/storage/policies/rights';
import { evaluate } from './policy-evaluator';

const bucketArn = 'arn:aws:s3:::backups';
const kmsKeyArn = 'arn:aws:kms:eu-west-1:123456789012:key/1';

const TOOLS: readonly StorageTool[] = ['cloudnative-pg', 'velero', 'k3s', 'other'];

function holder(rights: IdentityRights, tool: StorageTool, prefixes = ['a/app']) {
  const policy = rightsPolicy(rights, tool, { bucketArn, prefixes, kmsKeyArn });
  const may = (action: string, resource: string, context = {}) =>
    evaluate([policy], { action: `s3:${action}`, resource, context }) === 'allowed';
  return {
    policy,
    may: (action: string, key: string) => may(action, `${bucketArn}/${key}`),
    mayList: (prefix?: string) =>
      may('ListBucket', bucketArn, prefix === undefined ? {} : { 's3:prefix': prefix }),
    mayOnBucket: (action: string) => may(action, bucketArn, { 's3:prefix': 'a/app/' }),
    mayUseKey: (action: string) =>
      evaluate([policy], { action: `kms:${action}`, resource: kmsKeyArn }) === 'allowed',
  };
}

describe.each(TOOLS)('the writer with %s', (tool) => {
  const writer = holder('write', tool);

  it('reads, writes and deletes below its prefix, and nowhere else', () => {
    for (const action of ['GetObject', 'PutObject', 'DeleteObject', 'AbortMultipartUpload']) {
      expect(writer.may(action, 'a/app/base/1')).toBe(true);
      expect(writer.may(action, 'a/app2/base/1')).toBe(false);
      expect(writer.may(action, 'b/app/base/1')).toBe(false);
    }
  });

  it('lists below its prefix, asks whether the bucket exists, and lists no other prefix', () => {
    expect(writer.mayList('a/app/wals/')).toBe(true);
    expect(writer.mayList()).toBe(true);
    expect(writer.mayList('b/')).toBe(false);
    expect(writer.mayList('')).toBe(false);
    expect(writer.mayList('a/app2/')).toBe(false);
  });

  it('can make and read encrypted objects', () => {
    expect([writer.mayUseKey('GenerateDataKey'), writer.mayUseKey('Decrypt')]).toEqual([true, true]);
    expect(writer.mayUseKey('ScheduleKeyDeletion')).toBe(false);
  });
});

it('no holder of any rights reaches versions for good, locks of backups or settings of the bucket', () => {
  const never = [
    'DeleteObjectVersion',
    'BypassGovernanceRetention',
    'PutLifecycleConfiguration',
    'PutBucketPolicy',
    'PutBucketVersioning',
    'PutObjectLegalHold',
    'GetObjectRetention',
  ];
  for (const rights of ['write', 'drill', 'read', 'append'] as const) {
    for (const tool of [...TOOLS, 'evidence'] as const) {
      const someone = holder(rights, tool);
      for (const action of never) {
        expect([action, someone.may(action, 'a/app/1'), someone.mayOnBucket(action)]).toEqual([
          action,
          false,
          false,
        ]);
      }
    }
  }
});

describe('tags', () => {
  it('are for the tools that set them', () => {
    const tagging = TOOLS.filter((tool) => holder('write', tool).may('PutObjectTagging', 'a/app/1'));
    expect(tagging).toEqual(['cloudnative-pg', 'velero']);
  });
});

describe.each(['cloudnative-pg', 'k3s', 'other'] as const)('a drill with %s', (tool) => {
  const drill = holder('drill', tool);

  it('reads and lists, and writes nothing', () => {
    expect(drill.may('GetObject', 'a/app/base/1')).toBe(true);
    expect(drill.mayList('a/app/')).toBe(true);
    for (const action of ['PutObject', 'DeleteObject']) {
      for (const key of ['a/app/base/1', 'a/app/restores/r', 'a/app/kopia/ns/q1']) {
        expect(drill.may(action, key)).toBe(false);
      }
    }
    expect([drill.mayUseKey('Decrypt'), drill.mayUseKey('GenerateDataKey')]).toEqual([true, false]);
  });
});

describe('a drill with Velero', () => {
  const drill = holder('drill', 'velero');
  const may = (key: string) => [drill.may('PutObject', key), drill.may('DeleteObject', key)];

  it('has the least writes that always work, and no others', () => {
    expect(may('a/app/restores/r1/restore-r1-results.gz')).toEqual([true, true]);
    expect(may('a/app/kopia/bookstore/q0123')).toEqual([true, false]);
    expect(may('a/app/kopia/bookstore/xn0_1')).toEqual([true, false]);
    expect(may('a/app/kopia/bookstore/_log_1')).toEqual([true, false]);
    expect(may('a/app/kopia/bookstore/s0123')).toEqual([true, true]);
  });

  it('cannot touch backups or the data in the repository', () => {
    for (const key of [
      'a/app/backups/b1/velero-backup.json',
      'a/app/kopia/bookstore/p0123',
      'b/restores/r1',
    ]) {
      expect(may(key)).toEqual([false, false]);
    }
    expect(drill.may('GetObject', 'a/app/kopia/bookstore/p0123')).toBe(true);
    expect(drill.mayUseKey('GenerateDataKey')).toBe(true);
  });
});

describe('whoever writes evidence', () => {
  const writer = holder('append', 'evidence', ['records']);

  it('puts, reads and lists records and their older versions', () => {
    for (const action of ['PutObject', 'GetObject', 'GetObjectVersion', 'PutObjectRetention']) {
      expect(writer.may(action, 'records/1.json')).toBe(true);
      expect(writer.may(action, 'other/1.json')).toBe(false);
    }
    expect(writer.mayList('records/')).toBe(true);
    expect(writer.mayList()).toBe(false);
  });

  it('deletes nothing', () => {
    expect(writer.may('DeleteObject', 'records/1.json')).toBe(false);
  });
});

describe('rights for a whole bucket', () => {
  it('reach every key of it', () => {
    const writer = holder('write', 'other', ['']);
    expect(writer.may('PutObject', 'anything')).toBe(true);
    expect(writer.mayList('any')).toBe(true);
    const evidence = holder('append', 'evidence', ['']);
    expect(evidence.mayList()).toBe(true);
  });
});

describe('several prefixes', () => {
  it('are all reached', () => {
    const drill = holder('drill', 'cloudnative-pg', ['a/app', 'b/app']);
    expect([
      drill.may('GetObject', 'a/app/1'),
      drill.may('GetObject', 'b/app/1'),
      drill.mayList('b/app/'),
    ]).toEqual([true, true, true]);
  });
});

it('keys are not mentioned where S3 has them', () => {
  const policy = rightsPolicy('write', 'k3s', { bucketArn, prefixes: ['a'] });
  expect(JSON.stringify(policy)).not.toContain('kms');
});
