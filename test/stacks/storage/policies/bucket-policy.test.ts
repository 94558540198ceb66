import { describe, expect, it } from '@jest/globals';
import { bucketPolicy } from '../../../../stacks/storage/policies/bucket-policy';
import { bucketArn } from '../../../../stacks/storage/policies/document';
import { evaluate } from './policy-evaluator';

const arn = 'arn:aws:s3:::backups';
const key = 'arn:aws:kms:eu-west-1:123456789012:key/1';
const KEY_HEADER = 's3:x-amz-server-side-encryption-aws-kms-key-id';
const SAFE = { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' };

function put(context: Readonly<Record<string, string>>, kmsKeyArn?: string) {
  const policy = bucketPolicy({ bucketArn: arn, ...(kmsKeyArn !== undefined && { kmsKeyArn }) });
  return evaluate([policy], { action: 's3:PutObject', resource: `${arn}/a`, context });
}

describe('the policy of a bucket', () => {
  it('denies whatever is asked without TLS, or with an old version of it', () => {
    expect(put({ 'aws:SecureTransport': 'false' })).toBe('denied');
    expect(put({ ...SAFE, 's3:TlsVersion': '1.1' })).toBe('denied');
    const list = { action: 's3:ListBucket', resource: arn, context: { 'aws:SecureTransport': 'false' } };
    expect(evaluate([bucketPolicy({ bucketArn: arn })], list)).toBe('denied');
  });

  it('denies nothing else, and allows nothing', () => {
    expect(put(SAFE)).toBe('no');
    expect(put(SAFE, key)).toBe('no');
  });

  it('denies an upload with another key, and lets one through that names none: k3s sends no headers', () => {
    expect(put({ ...SAFE, [KEY_HEADER]: 'arn:aws:kms:eu-west-1:999999999999:key/2' }, key)).toBe('denied');
    expect(put({ ...SAFE, [KEY_HEADER]: key }, key)).toBe('no');
    expect(put({ ...SAFE, [KEY_HEADER]: 'other' })).toBe('no');
  });
});

describe('the ARN of a bucket', () => {
  it.each([
    ['eu-west-1', 'arn:aws:s3:::b'],
    ['cn-north-1', 'arn:aws-cn:s3:::b'],
    ['us-gov-west-1', 'arn:aws-us-gov:s3:::b'],
  ])('in %s is %s', (region, expected) => {
    expect(bucketArn('b', region)).toBe(expected);
  });
});
