import { fail, storageProblems } from '../../core';
import { bucketName } from '../bucket-name';
import { StoreEndpoint } from '../store-endpoint';
import { storeAccess, type StoreAccess, type StoreProfile } from '../store-profile';

/** Options of a bucket in Cloudflare R2. */
export interface CloudflareR2StoreOptions extends StoreAccess {
  /** Identifier of the Cloudflare account: 32 hexadecimal digits. */
  readonly accountId: string;
  readonly bucket: string;
  /**
   * Jurisdiction the bucket was made in. It has an endpoint of its own (Cloudflare R2 documentation, authentication).
   *
   * @default - none
   */
  readonly jurisdiction?: 'eu' | 'fedramp';
}

const JURISDICTIONS = ['eu', 'fedramp'];

/**
 * A bucket in Cloudflare R2. What it can do is from its documentation: S3 API compatibility (2026), extensions,
 * bucket locks, authentication.
 *
 * @throws RestorableError `RST107`, `RST201`, `RST203`
 */
export function cloudflareR2Profile(options: CloudflareR2StoreOptions): StoreProfile {
  const { accountId, jurisdiction } = options;
  if (!/^[0-9a-f]{32}$/.test(accountId)) {
    fail(storageProblems.invalidStoreOption, {
      property: 'accountId',
      value: accountId,
      reason: 'it is no account identifier of Cloudflare: 32 hexadecimal digits in lower case',
    });
  }
  if (jurisdiction !== undefined && !JURISDICTIONS.includes(jurisdiction)) {
    fail(storageProblems.invalidStoreOption, {
      property: 'jurisdiction',
      value: jurisdiction,
      reason: `R2 has the jurisdictions ${JURISDICTIONS.join(' and ')}`,
      fix: 'Write eu or fedramp, or leave it out.',
    });
  }
  const place = jurisdiction === undefined ? accountId : `${accountId}.${jurisdiction}`;
  const endpoint = StoreEndpoint.of(`https://${place}.r2.cloudflarestorage.com`);
  return {
    profile: 'cloudflare-r2',
    bucket: bucketName(options.bucket, 'label'),
    // The only region; the name of a jurisdiction is answered with 400 (k3s issue 13166).
    region: 'auto',
    pathStyle: true,
    ...storeAccess(options, endpoint, endpoint.host),
    capabilities: {
      checksums: 'when-required',
      tagging: false,
      objectLock: 'bucket-rules',
      versioning: false,
      // Everything is encrypted at rest; the headers that ask for it are not implemented, those of SSE-C are.
      serverSideEncryption: ['SSE-C'],
      // `All non-trailing parts must have the same length` (barman issue 954).
      streamedMultipart: false,
      // Tokens are confined to buckets. Temporary credentials can have a prefix, but expire.
      prefixScopedKeys: false,
      bucketScopedKeys: true,
      readOnlyKeys: true,
      putOnlyKeys: false,
      conditionalPut: true,
    },
  };
}
