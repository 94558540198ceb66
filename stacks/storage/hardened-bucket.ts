import { Alias, Key } from '@pulumi/aws/kms';
import {
  Bucket,
  BucketLifecycleConfiguration,
  BucketObjectLockConfiguration,
  BucketOwnershipControls,
  BucketPolicy,
  BucketPublicAccessBlock,
  BucketServerSideEncryptionConfiguration,
  BucketVersioning,
} from '@pulumi/aws/s3';
import { ComponentResource, output, type ComponentResourceOptions, type Output } from '@pulumi/pulumi';
import type { BucketDesign } from './bucket-design';
import { lifecycleRules } from './lifecycle';
import { bucketPolicy } from './policies/bucket-policy';
import { bucketArn } from './policies/document';

/** How a hardened bucket is made. */
export type HardenedBucketArgs = Omit<BucketDesign, 'replica'>;

/** Days in which a key that was deleted by mistake can be kept (AWS KMS: 7 to 30). */
const KEY_DELETION_DAYS = 30;

/** A bucket in AWS that keeps what is written into it: versions, encryption, lock, nobody from outside, nobody in clear. */
export class HardenedBucket extends ComponentResource {
  /** Name of the bucket. */
  readonly bucketName: string;
  /** ARN of the bucket, known before it is made. */
  readonly bucketArn: string;
  /** ARN of the key objects are encrypted with; undefined where S3 has the keys. */
  readonly keyArn: Output<string> | undefined;
  /** What must be there before objects are replicated from or to the bucket. */
  readonly versioning: BucketVersioning;

  constructor(name: string, args: HardenedBucketArgs, opts?: ComponentResourceOptions) {
    super('restorable:storage:HardenedBucket', name, {}, opts);
    const { region, lock } = args;
    // What holds backups, and the key without which they are noise, survives `destroy` and a slip of the pen. So does what
    // hardens them: a bucket that is left behind must not be left open.
    const child = { parent: this, retainOnDelete: true };
    const kept = { ...child, protect: true };
    this.bucketName = args.bucket;
    this.bucketArn = bucketArn(args.bucket, region);

    const key = args.encryption === 'aes256' ? undefined : new Key(`${name}-key`, keyArgs(args), kept);
    if (key !== undefined) {
      new Alias(`${name}-key-alias`, { name: aliasOf(args.bucket), targetKeyId: key.keyId, region }, child);
    }
    this.keyArn = key?.arn;

    // A lock can be set for the bucket only if it was made for locks; the rule comes separately.
    const bucket = new Bucket(
      `${name}-bucket`,
      { bucket: args.bucket, region, objectLockEnabled: true, forceDestroy: false },
      kept,
    );
    const of = { bucket: bucket.bucket, region };
    const blocked = new BucketPublicAccessBlock(
      `${name}-public-access`,
      { ...of, ...NO_PUBLIC_ACCESS },
      child,
    );
    new BucketOwnershipControls(
      `${name}-ownership`,
      { ...of, rule: { objectOwnership: 'BucketOwnerEnforced' } },
      child,
    );
    this.versioning = new BucketVersioning(
      `${name}-versioning`,
      { ...of, versioningConfiguration: { status: 'Enabled' } },
      child,
    );
    new BucketServerSideEncryptionConfiguration(
      `${name}-encryption`,
      { ...of, rules: [encryptionRule(key?.arn)] },
      child,
    );
    if (lock !== undefined) {
      new BucketObjectLockConfiguration(
        `${name}-lock`,
        { ...of, rule: { defaultRetention: { mode: lock.mode, days: lock.days } } },
        { ...child, dependsOn: [this.versioning] },
      );
    }
    new BucketLifecycleConfiguration(
      `${name}-lifecycle`,
      { ...of, rules: lifecycleRules(args.oldVersions).map((rule) => ({ ...rule })) },
      { ...child, dependsOn: [this.versioning] },
    );
    // S3 refuses a policy while it changes the access block of the bucket (OperationAborted).
    new BucketPolicy(
      `${name}-policy`,
      { ...of, policy: output(key?.arn).apply((arn) => JSON.stringify(this.policy(arn))) },
      { ...child, dependsOn: [blocked] },
    );
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn, keyArn: this.keyArn });
  }

  private policy(kmsKeyArn: string | undefined) {
    return bucketPolicy({ bucketArn: this.bucketArn, ...(kmsKeyArn !== undefined && { kmsKeyArn }) });
  }
}

const NO_PUBLIC_ACCESS = {
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
};

/** Aliases have no dots, names of buckets may (AWS KMS, aliases). */
function aliasOf(bucket: string): string {
  return `alias/${bucket.replaceAll('.', '-')}`;
}

/** Without a policy of its own, policies of IAM in the account decide who uses the key (AWS KMS, default key policy). */
function keyArgs({ bucket, region }: HardenedBucketArgs) {
  return {
    description: `Encrypts the bucket ${bucket}`,
    enableKeyRotation: true,
    deletionWindowInDays: KEY_DELETION_DAYS,
    region,
  };
}

function encryptionRule(keyArn: Output<string> | undefined) {
  return keyArn === undefined
    ? { applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }
    : {
        applyServerSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn },
        bucketKeyEnabled: true,
      };
}
