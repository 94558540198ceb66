import type { S3Bucket } from '../../evidence/s3-client';
import type { S3Credentials } from '../../evidence/signature-v4';
import { fail, rehearsalProblems } from '../../core/problems';

/**
 * A bucket that keeps base backups and WAL, as that of a real source does. Each rehearsal writes below a prefix of its own,
 * and removes nothing there: it needs no key that may.
 */
export interface S3ArchiveOptions {
  readonly kind: 's3';
  /** URL of the store. @default - that of Amazon S3 in the region */
  readonly endpoint?: string;
  readonly bucket: string;
  /** @default us-east-1, for stores that take any */
  readonly region?: string;
  /** Whether the bucket stands in the path of requests instead of their host. @default - where an endpoint is given */
  readonly pathStyle?: boolean;
  /** What rehearsals write below, for example `rehearsals`. */
  readonly prefix: string;
  /** A key that may put, get and list there. */
  readonly credentials: S3Credentials;
  /** How long the store may take for one answer, seconds. @default 10 */
  readonly timeout?: number;
}

/** Where in a store an archive is, and how it is opened: what the commands of servers read from a file. */
export interface ArchivePlace {
  readonly bucket: S3Bucket;
  readonly credentials: S3Credentials;
  /** Ends with a slash. */
  readonly prefix: string;
  /** Milliseconds. */
  readonly timeout: number;
}

const DEFAULT_TIMEOUT = 10;

/** A day is more than any store takes for an answer. */
const LONGEST_TIMEOUT = 24 * 3600;

/**
 * The place of one rehearsal. Throws RST858.
 *
 * @param run name of the rehearsal that no other one has
 */
export function archivePlace(options: S3ArchiveOptions, run: string): ArchivePlace {
  const { endpoint, bucket, region, prefix, credentials, timeout = DEFAULT_TIMEOUT } = options;
  if (endpoint !== undefined && !isStore(endpoint))
    refuse('endpoint', endpoint, 'it is no URL of a store, such as https://s3.example.com');
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) refuse('bucket', bucket, 'no bucket is called so');
  if (!/^[\w.-]+(?:\/[\w.-]+)*$/.test(prefix))
    refuse('prefix', prefix, 'it is not made of names with slashes between them');
  if (credentials.accessKeyId === '' || credentials.secretAccessKey === '')
    refuse('credentials', undefined, 'a part of the key is empty');
  if (!(timeout > 0 && timeout <= LONGEST_TIMEOUT))
    refuse('timeout', timeout, `it is not above 0 and at most ${LONGEST_TIMEOUT} seconds`);
  return {
    bucket: {
      ...(endpoint !== undefined && { endpoint }),
      ...(region !== undefined && { region }),
      pathStyle: options.pathStyle ?? endpoint !== undefined,
      bucket,
    },
    credentials,
    prefix: `${prefix}/${run}/`,
    timeout: Math.ceil(timeout * 1000),
  };
}

function isStore(endpoint: string): boolean {
  const url = URL.parse(endpoint);
  return (
    (url?.protocol === 'https:' || url?.protocol === 'http:') &&
    url.pathname === '/' &&
    url.search === '' &&
    // A password in it would be shown wherever the store is named.
    url.username === ''
  );
}

function refuse(property: string, value: unknown, reason: string): never {
  return fail(rehearsalProblems.invalidRehearsalOption, {
    property: `archive.${property}`,
    ...(value !== undefined && { value }),
    reason,
    fix: 'Correct the place of the archive.',
  });
}
