import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { cliProblems, fail } from '../../lib/core/problems';
import { FolderEvidenceStore, S3EvidenceStore, type EvidenceStore, type S3Bucket } from '../../lib/evidence';
import { bucketName } from '../../lib/storage/bucket-name';
import type { Host } from '../host';

/** A place of evidence as a command line names it. */
export interface EvidencePlace {
  /** A folder, or `s3://bucket/prefix`. */
  readonly place: string;
  /** URL of the store. @default - AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL, or that of Amazon S3 in the region */
  readonly endpoint?: string;
  /** @default - AWS_REGION, AWS_DEFAULT_REGION, or us-east-1 */
  readonly region?: string;
  /** Whether the bucket stands in the path of requests instead of their host. */
  readonly pathStyle: boolean;
  /** Whether the bucket keeps versions: then the oldest one of each record is read. */
  readonly versioned: boolean;
}

/** How often a request to a store is made, and the pause after the first, milliseconds: somebody waits for the answer. */
const PATIENCE = { attempts: 3, pause: 250 } as const;

/** Opens a place of evidence to read it. Throws RST201, RST733, RST734. */
export function openPlace(named: EvidencePlace, { cwd, env }: Pick<Host, 'cwd' | 'env'>): EvidenceStore {
  const { place } = named;
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(place)) return folderAt(place, cwd);
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/.exec(place) ?? [];
  if (bucket === undefined) return refuse(place, 'it is neither a folder nor s3://bucket/prefix');
  return S3EvidenceStore.of({
    bucket: { ...bucketOf(named, env), bucket: bucketName(bucket, 'dns') },
    prefix,
    credentials: credentialsOf(place, env),
    // Nothing is put here.
    conditionalPut: true,
    versioning: named.versioned,
    now: () => new Date(),
    ...PATIENCE,
  });
}

function folderAt(place: string, cwd: string): EvidenceStore {
  const folder = resolve(cwd, place);
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats?.isDirectory() !== true) {
    fail(cliProblems.noEvidence, {
      value: place,
      reason: stats === undefined ? 'there is no such folder' : 'it is no folder',
    });
  }
  return FolderEvidenceStore.at(folder);
}

function bucketOf({ place, pathStyle, ...given }: EvidencePlace, env: Host['env']): Omit<S3Bucket, 'bucket'> {
  const endpoint = given.endpoint ?? set(env, 'AWS_ENDPOINT_URL_S3') ?? set(env, 'AWS_ENDPOINT_URL');
  const region = given.region ?? set(env, 'AWS_REGION') ?? set(env, 'AWS_DEFAULT_REGION');
  if (endpoint !== undefined && !(/^https?:\/\//i.test(endpoint) && URL.canParse(endpoint)))
    refuse(place, 'the endpoint is no URL of http or https');
  return {
    pathStyle,
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
  };
}

/** Names of the variables are those of the AWS command line. */
function credentialsOf(place: string, env: Host['env']) {
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
  return fail(cliProblems.invalidEvidencePlace, { value, reason });
}
