import { fail, storageProblems } from '../../core';
import { bucketName } from '../bucket-name';
import { StoreEndpoint } from '../store-endpoint';
import { storeAccess, type StoreAccess, type StoreProfile } from '../store-profile';

/** Options of a bucket in Amazon S3. */
export interface AwsStoreOptions extends StoreAccess {
  readonly bucket: string;
  /** Region of the bucket, for example `eu-west-1`. */
  readonly region: string;
  /**
   * Endpoint of a VPC interface endpoint.
   *
   * @default - the public endpoint of the region, which the tools know
   */
  readonly endpoint?: string;
  /**
   * KMS key (identifier or ARN) that backups are encrypted with. Uploads then ask for `aws:kms` and this key.
   *
   * @default - the default encryption of the bucket
   */
  readonly kmsKeyId?: string;
}

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;

/** Identifier or ARN of a key or an alias (AWS KMS Developer Guide, key identifiers). */
const KMS_KEY =
  /^(arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/[\w/-]+|alias\/[\w/-]+|(mrk-)?[0-9a-f-]{32,36})$/;

/**
 * A bucket in Amazon S3.
 *
 * @throws RestorableError `RST107`, `RST201`, `RST202`, `RST203`
 */
export function awsProfile(options: AwsStoreOptions): StoreProfile {
  const { region, kmsKeyId } = options;
  if (!REGION.test(region)) {
    fail(storageProblems.invalidStoreOption, {
      property: 'region',
      value: region,
      reason: 'it is no region of AWS',
      fix: 'Write the region of the bucket, for example eu-west-1.',
    });
  }
  if (kmsKeyId !== undefined && !KMS_KEY.test(kmsKeyId)) {
    fail(storageProblems.invalidStoreOption, {
      property: 'kmsKeyId',
      value: kmsKeyId,
      reason: 'it is no identifier, alias or ARN of a KMS key',
    });
  }
  const endpoint = options.endpoint === undefined ? undefined : StoreEndpoint.of(options.endpoint);
  return {
    profile: 'aws',
    bucket: bucketName(options.bucket, 'aws'),
    region,
    // boto3 puts the bucket into the host, unless it is given an endpoint (botocore, S3 addressing style `auto`).
    pathStyle: endpoint !== undefined,
    // Names of buckets are unique in all regions of a partition (Amazon S3 User Guide, general purpose bucket naming rules).
    ...storeAccess(options, endpoint, region.startsWith('cn-') ? 's3.amazonaws.com.cn' : 's3.amazonaws.com'),
    capabilities: {
      checksums: 'default',
      tagging: true,
      objectLock: 'per-version',
      versioning: true,
      serverSideEncryption: ['AES256', 'aws:kms', 'SSE-C'],
      streamedMultipart: true,
      prefixScopedKeys: true,
      bucketScopedKeys: true,
      readOnlyKeys: true,
      putOnlyKeys: true,
      conditionalPut: true,
    },
    ...(kmsKeyId !== undefined && {
      defaultEncryption: 'aws:kms' as const,
      barmanArguments: { upload: { 'aws:kms': [`--sse-kms-key-id=${kmsKeyId}`] } },
    }),
  };
}
