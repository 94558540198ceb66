import { bucketName } from '../bucket-name';
import { regionName } from '../region-name';
import type { StoreCapabilities } from '../store-capabilities';
import { StoreEndpoint } from '../store-endpoint';
import { storeAccess, type StoreAccess, type StoreProfile } from '../store-profile';

/** Options of a bucket in any other store with the S3 API. */
export interface S3CompatibleStoreOptions extends StoreAccess {
  /** URL of the store. */
  readonly endpoint: string;
  readonly bucket: string;
  /** Region that requests are signed for; most stores document one, often `us-east-1`. */
  readonly region: string;
  /** Whether the bucket stands in the path of requests instead of their host. @default true */
  readonly pathStyle?: boolean;
  /**
   * What the store can do. Whatever is not said it is taken to be unable to do.
   *
   * @default - nothing but putting, reading, listing and deleting objects
   */
  readonly capabilities?: Partial<StoreCapabilities>;
}

/** What every store with the S3 API can do: nothing besides objects and keys. */
const LEAST: StoreCapabilities = {
  checksums: 'when-required',
  tagging: false,
  objectLock: 'none',
  versioning: false,
  serverSideEncryption: [],
  streamedMultipart: false,
  prefixScopedKeys: false,
  bucketScopedKeys: false,
  readOnlyKeys: false,
  putOnlyKeys: false,
  conditionalPut: false,
};

/**
 * A bucket in a store with the S3 API that has no profile of its own.
 *
 * @throws RestorableError `RST107`, `RST201`, `RST202`, `RST203`
 */
export function s3CompatibleProfile(options: S3CompatibleStoreOptions): StoreProfile {
  const endpoint = StoreEndpoint.of(options.endpoint);
  return {
    profile: 's3-compatible',
    bucket: bucketName(options.bucket, 'dns'),
    region: regionName(options.region),
    pathStyle: options.pathStyle ?? true,
    ...storeAccess(options, endpoint, endpoint.host),
    capabilities: { ...LEAST, ...options.capabilities },
  };
}
