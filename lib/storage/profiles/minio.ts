import type { StoreProfile } from '../store-profile';
import { selfHostedProfile, type SelfHostedStoreOptions } from './self-hosted';

/**
 * Options of a bucket in MinIO. Its key service is KES (MinIO documentation, server-side encryption).
 */
export type MinioStoreOptions = SelfHostedStoreOptions;

/**
 * A bucket in MinIO. What it can do is from the MinIO documentation; versions, locks, scoped keys and append-only keys
 * were run (release of 2025). Puts can be conditional since 2024 (minio issue 19442).
 *
 * @throws RestorableError `RST107`, `RST201`, `RST202`, `RST203`
 */
export function minioProfile(options: MinioStoreOptions): StoreProfile {
  return selfHostedProfile('minio', options);
}
