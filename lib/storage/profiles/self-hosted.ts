import { bucketName } from '../bucket-name';
import { regionName } from '../region-name';
import type { ServerSideEncryption } from '../store-capabilities';
import { StoreEndpoint } from '../store-endpoint';
import { storeAccess, type StoreAccess, type StoreProfile } from '../store-profile';

/** Options of a bucket in a store that one runs oneself. */
export interface SelfHostedStoreOptions extends StoreAccess {
  /** URL of the store, for example `http://minio.object-storage.svc.cluster.local:9000`. */
  readonly endpoint: string;
  readonly bucket: string;
  /** Region, or zone group, that the store was set up with. @default - none: the store takes any */
  readonly region?: string;
  /** Encryption that the store was set up for: both kinds need a key service. @default - none */
  readonly serverSideEncryption?: readonly ServerSideEncryption[];
}

/**
 * What MinIO and Ceph's object gateway have in common, which is all that matters here.
 *
 * @throws RestorableError `RST107`, `RST201`, `RST202`, `RST203`
 */
export function selfHostedProfile(profile: string, options: SelfHostedStoreOptions): StoreProfile {
  const endpoint = StoreEndpoint.of(options.endpoint);
  return {
    profile,
    bucket: bucketName(options.bucket, 'dns'),
    ...(options.region !== undefined && { region: regionName(options.region) }),
    // Buckets in the host need wildcard DNS, and a store that knows its own name (`MINIO_DOMAIN`, `rgw_dns_name`).
    pathStyle: true,
    ...storeAccess(options, endpoint, endpoint.host),
    capabilities: {
      // Newer releases take the default checksums, older ones do not (cloudnative-pg issue 7715).
      checksums: 'when-required',
      tagging: true,
      objectLock: 'per-version',
      versioning: true,
      serverSideEncryption: options.serverSideEncryption ?? [],
      streamedMultipart: true,
      prefixScopedKeys: true,
      bucketScopedKeys: true,
      readOnlyKeys: true,
      putOnlyKeys: true,
      conditionalPut: true,
    },
  };
}
