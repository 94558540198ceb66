import { bucketName } from '../bucket-name';
import { regionName } from '../region-name';
import type { ServerSideEncryption } from '../store-capabilities';
import { StoreEndpoint } from '../store-endpoint';
import { storeAccess, type StoreAccess, type StoreProfile } from '../store-profile';

/** Options of a bucket in MinIO. */
export interface MinioStoreOptions extends StoreAccess {
  /** URL of the server, for example `http://minio.object-storage.svc.cluster.local:9000`. */
  readonly endpoint: string;
  readonly bucket: string;
  /** Region the server was started with. @default - none: the server takes any */
  readonly region?: string;
  /**
   * Encryption the server was set up for: it needs a key service, KES (MinIO documentation, server-side encryption).
   *
   * @default - none
   */
  readonly serverSideEncryption?: readonly ServerSideEncryption[];
}

/**
 * A bucket in MinIO. What it can do is from the MinIO documentation; versions, locks, scoped keys and append-only keys
 * were run (release of 2025).
 *
 * @throws RestorableError `RST107`, `RST201`, `RST202`, `RST203`
 */
export function minioProfile(options: MinioStoreOptions): StoreProfile {
  const endpoint = StoreEndpoint.of(options.endpoint);
  return {
    profile: 'minio',
    bucket: bucketName(options.bucket, 'dns'),
    ...(options.region !== undefined && { region: regionName(options.region) }),
    // Buckets in the host need wildcard DNS (MinIO, `MINIO_DOMAIN`).
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
      // Since 2024 (minio issue 19442).
      conditionalPut: true,
    },
  };
}
