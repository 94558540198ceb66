import { fail, storageProblems } from '../../core';
import { bucketName } from '../bucket-name';
import { StoreEndpoint } from '../store-endpoint';
import { storeAccess, type StoreAccess, type StoreProfile } from '../store-profile';

/** Locations with Object Storage: Falkenstein, Nuremberg, Helsinki. */
export type HetznerLocation = 'fsn1' | 'nbg1' | 'hel1';

/** Options of a bucket in Hetzner Object Storage. */
export interface HetznerStoreOptions extends StoreAccess {
  readonly location: HetznerLocation;
  readonly bucket: string;
}

const LOCATIONS = ['fsn1', 'nbg1', 'hel1'];

/**
 * Seconds that Barman waits for an answer. Its default of 60 is too short for this store under load (cloudnative-pg
 * issues 3665 and 6319); the value is ours.
 */
const READ_TIMEOUT = 300;

/**
 * A bucket in Hetzner Object Storage, which is Ceph. What it can do is from its documentation: list of supported
 * actions (2024-09-23), buckets and objects (2024-12-18).
 *
 * @throws RestorableError `RST107`, `RST201`, `RST203`
 */
export function hetznerProfile(options: HetznerStoreOptions): StoreProfile {
  const { location } = options;
  if (!LOCATIONS.includes(location)) {
    fail(storageProblems.invalidStoreOption, {
      property: 'location',
      value: location,
      reason: `Object Storage is in ${LOCATIONS.join(', ')}`,
      fix: 'Write the location of the bucket.',
    });
  }
  const endpoint = StoreEndpoint.of(`https://${location}.your-objectstorage.com`);
  return {
    profile: 'hetzner',
    bucket: bucketName(options.bucket, 'dns'),
    region: location,
    pathStyle: true,
    ...storeAccess(options, endpoint, endpoint.host),
    capabilities: {
      checksums: 'when-required',
      // Tags of buckets are excepted from what is supported, tags of objects are not.
      tagging: true,
      objectLock: 'per-version',
      versioning: true,
      serverSideEncryption: ['SSE-C'],
      streamedMultipart: true,
      // A pair of keys reaches every bucket of its project, for reading and writing.
      prefixScopedKeys: false,
      bucketScopedKeys: false,
      readOnlyKeys: false,
      putOnlyKeys: false,
      // Not documented, so not counted on.
      conditionalPut: false,
    },
    barmanArguments: { all: [`--read-timeout=${READ_TIMEOUT}`] },
  };
}
