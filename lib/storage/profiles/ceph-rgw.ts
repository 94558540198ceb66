import { bucketName } from '../bucket-name';
import { regionName } from '../region-name';
import type { ServerSideEncryption } from '../store-capabilities';
import { StoreEndpoint } from '../store-endpoint';
import { storeAccess, type StoreAccess, type StoreProfile } from '../store-profile';

/** Options of a bucket in Ceph's object gateway. */
export interface CephRgwStoreOptions extends StoreAccess {
  /** URL of the gateway, for example `http://rook-ceph-rgw-store.rook-ceph.svc.cluster.local:80`. */
  readonly endpoint: string;
  readonly bucket: string;
  /** Zone group the gateway signs for. @default - none: the gateway takes any */
  readonly region?: string;
  /**
   * Encryption the gateway was set up for: `AES256` and `aws:kms` need a key service (Ceph documentation, encryption).
   *
   * @default - none
   */
  readonly serverSideEncryption?: readonly ServerSideEncryption[];
}

/**
 * A bucket in Ceph's object gateway (RGW). What it can do is from the Ceph documentation, Object Gateway S3 API.
 *
 * @throws RestorableError `RST107`, `RST201`, `RST202`, `RST203`
 */
export function cephRgwProfile(options: CephRgwStoreOptions): StoreProfile {
  const endpoint = StoreEndpoint.of(options.endpoint);
  return {
    profile: 'ceph-rgw',
    bucket: bucketName(options.bucket, 'dns'),
    ...(options.region !== undefined && { region: regionName(options.region) }),
    // A gateway answers buckets in the host only if its own name is configured (Ceph, `rgw_dns_name`).
    pathStyle: true,
    ...storeAccess(options, endpoint, endpoint.host),
    capabilities: {
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
      // An extension of Ceph long before AWS had it (ceph/s3-tests issue 218).
      conditionalPut: true,
    },
  };
}
