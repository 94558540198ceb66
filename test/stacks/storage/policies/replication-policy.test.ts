import { describe, expect, it } from '@jest/globals';
import { replicationPolicy, replicationTrust } from '../../../../stacks/storage/policies/replication-policy';
import { evaluate } from './policy-evaluator';

const route = {
  sourceArn: 'arn:aws:s3:::a',
  replicaArn: 'arn:aws:s3:::b',
  sourceKeyArn: 'arn:aws:kms:eu-west-1:1:key/a',
  replicaKeyArn: 'arn:aws:kms:eu-central-1:1:key/b',
};

describe('the role of replication', () => {
  const may = (action: string, resource: string) =>
    evaluate([replicationPolicy(route)], { action, resource }) === 'allowed';

  it('reads the source and writes the replica, never the other way round', () => {
    expect(may('s3:GetObjectVersionForReplication', 'arn:aws:s3:::a/x')).toBe(true);
    expect(may('s3:ReplicateObject', 'arn:aws:s3:::b/x')).toBe(true);
    expect(may('s3:ReplicateDelete', 'arn:aws:s3:::b/x')).toBe(true);
    expect(may('s3:ReplicateObject', 'arn:aws:s3:::a/x')).toBe(false);
    expect(may('s3:GetObjectVersionForReplication', 'arn:aws:s3:::b/x')).toBe(false);
  });

  it('carries locks over', () => {
    expect(may('s3:GetObjectRetention', 'arn:aws:s3:::a/x')).toBe(true);
  });

  it('decrypts with the key of the source and encrypts with that of the replica', () => {
    expect([may('kms:Decrypt', route.sourceKeyArn), may('kms:Encrypt', route.replicaKeyArn)]).toEqual([
      true,
      true,
    ]);
    expect([may('kms:Encrypt', route.sourceKeyArn), may('kms:Decrypt', route.replicaKeyArn)]).toEqual([
      false,
      false,
    ]);
    const { sourceArn, replicaArn } = route;
    expect(JSON.stringify(replicationPolicy({ sourceArn, replicaArn }))).not.toContain('kms');
  });

  it('is taken by S3 alone', () => {
    expect(replicationTrust.Statement).toEqual([
      {
        Sid: 'Replication',
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: ['sts:AssumeRole'],
      },
    ]);
  });
});
