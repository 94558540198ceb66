import { policyOf, type PolicyDocument, type PolicyStatement } from './document';

/** What the policy of a bucket is about. */
export interface BucketPolicySubject {
  readonly bucketArn: string;
  /** Key that objects are encrypted with. @default - the bucket encrypts with AES-256 and keys of S3 */
  readonly kmsKeyArn?: string;
}

/**
 * Policy of a bucket: nobody without TLS or with a version below 1.2, and no upload that asks for another key.
 *
 * An upload that asks for nothing is let through: k3s and others send no such headers (k3s issue 14002), and the bucket
 * encrypts by itself. So the header is looked at only where it is there (`Null`): an operator with `IfExists`, or a negated
 * one alone, also holds where it is absent (IAM User Guide, condition operators).
 */
export function bucketPolicy({ bucketArn, kmsKeyArn }: BucketPolicySubject): PolicyDocument {
  const everything = [bucketArn, `${bucketArn}/*`];
  return policyOf(
    deny('DenyInsecureTransport', '*', everything, { Bool: { 'aws:SecureTransport': 'false' } }),
    deny('DenyOldTls', '*', everything, { NumericLessThan: { 's3:TlsVersion': '1.2' } }),
    ...(kmsKeyArn === undefined
      ? []
      : [
          deny('DenyOtherKey', ['s3:PutObject'], [`${bucketArn}/*`], {
            Null: { [KEY_HEADER]: 'false' },
            StringNotEquals: { [KEY_HEADER]: kmsKeyArn },
          }),
        ]),
  );
}

const KEY_HEADER = 's3:x-amz-server-side-encryption-aws-kms-key-id';

function deny(
  Sid: string,
  Action: PolicyStatement['Action'],
  Resource: readonly string[],
  Condition: NonNullable<PolicyStatement['Condition']>,
): PolicyStatement {
  return { Sid, Effect: 'Deny', Principal: '*', Action, Resource, Condition };
}
