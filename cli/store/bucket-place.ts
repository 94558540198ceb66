import { cliProblems, fail } from '../../lib/core/problems';
import type { S3Bucket } from '../../lib/evidence';
import { bucketName } from '../../lib/storage/bucket-name';
import type { Host } from '../host';

/** A place in a store as a command line names it. */
export interface NamedBucketPlace {
  /** `s3://bucket/prefix`. */
  readonly place: string;
  /** URL of the store. @default - AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, or that of Amazon S3 in the region */
  readonly endpoint?: string;
  /** @default - AWS_REGION, AWS_DEFAULT_REGION, or us-east-1 */
  readonly region?: string;
  /** Whether the bucket stands in the path of requests instead of their host. */
  readonly pathStyle: boolean;
}

/** A place in a store, with what opens it. */
export interface BucketPlace {
  readonly bucket: S3Bucket;
  readonly prefix: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** Whether a text names a place in a store, and no folder. */
export function isBucketPlace(place: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(place);
}

/**
 * Reads a place in a store. Where the store is and what opens it comes from the environment, by the names of the AWS command
 * line; never a key from an argument. Throws RST201, RST733.
 */
export function readBucketPlace(named: NamedBucketPlace, env: Host['env']): BucketPlace {
  const { place, pathStyle } = named;
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(place) ?? [];
  if (bucket === undefined) return refuse(place, 'it is neither a folder nor s3://bucket/prefix');
  const endpoint = named.endpoint ?? set(env, 'AWS_ENDPOINT_URL_S3') ?? set(env, 'AWS_ENDPOINT_URL');
  const region = named.region ?? set(env, 'AWS_REGION') ?? set(env, 'AWS_DEFAULT_REGION');
  if (endpoint !== undefined && !(/^https?:\/\//i.test(endpoint) && URL.canParse(endpoint)))
    refuse(place, 'the endpoint is no URL of http or https');
  return {
    bucket: {
      pathStyle,
      ...(endpoint !== undefined && { endpoint }),
      ...(region !== undefined && { region }),
      bucket: bucketName(bucket, 'dns'),
    },
    prefix,
    credentials: credentialsOf(place, env),
  };
}

function credentialsOf(place: string, env: Host['env']): BucketPlace['credentials'] {
  const accessKeyId = set(env, 'AWS_ACCESS_KEY_ID') ?? refuse(place, 'AWS_ACCESS_KEY_ID is not set');
  const secretAccessKey =
    set(env, 'AWS_SECRET_ACCESS_KEY') ?? refuse(place, 'AWS_SECRET_ACCESS_KEY is not set');
  const sessionToken = set(env, 'AWS_SESSION_TOKEN');
  return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
}

function set(env: Host['env'], name: string): string | undefined {
  const value = env[name];
  return value === '' ? undefined : value;
}

function refuse(value: string, reason: string): never {
  return fail(cliProblems.invalidPlace, { value, reason });
}
