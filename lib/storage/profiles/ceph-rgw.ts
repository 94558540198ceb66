import type { StoreProfile } from '../store-profile';
import { selfHostedProfile, type SelfHostedStoreOptions } from './self-hosted';

/**
 * Options of a bucket in Ceph's object gateway, for example at
 * `http://rook-ceph-rgw-store.rook-ceph.svc.cluster.local:80`. Its key services are in the Ceph documentation, encryption.
 */
export type CephRgwStoreOptions = SelfHostedStoreOptions;

/**
 * A bucket in Ceph's object gateway (RGW). What it can do is from the Ceph documentation, Object Gateway S3 API. Puts could
 * be conditional long before AWS had it (ceph/s3-tests issue 218).
 *
 * @throws RestorableError `RST107`, `RST201`, `RST202`, `RST203`
 */
export function cephRgwProfile(options: CephRgwStoreOptions): StoreProfile {
  return selfHostedProfile('ceph-rgw', options);
}
