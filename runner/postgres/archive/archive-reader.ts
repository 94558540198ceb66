import { join } from 'node:path';
import type { S3Credentials } from '../../../lib/evidence/signature-v4';
import type { DrilledProtectionPlan } from '../../../lib/plan';
import {
  assumeRole,
  BucketReader,
  readMountedCredentials,
  tryWebIdentity,
  type BucketReaderOptions,
} from '../../s3';
import { Incident } from '../../drill/incident';

/** Where the Secret with the drill's storage credentials is mounted, below the folder of all Secrets. */
const ARCHIVE_SECRET = 'archive';

/** What reading an archive takes. */
export interface ArchiveReaderInput {
  readonly protection: DrilledProtectionPlan;
  /** Folder with a folder for each mounted Secret. */
  readonly secrets: string;
  readonly env: NodeJS.ProcessEnv;
  readonly options: Pick<BucketReaderOptions, 'now' | 'signal' | 'pause' | 'timeout'>;
}

/**
 * Reads the bucket of an archive with the drill's own key, or with the role of its ServiceAccount.
 *
 * Throws an Incident `credentials-missing` or `credentials-of-other-store`, or a StoreError where the role is not given.
 */
export async function openArchive(input: ArchiveReaderInput): Promise<BucketReader> {
  const { protection, options } = input;
  const { endpoint, region: planned, pathStyle, bucket } = protection.backup.archive;
  const { credentials, region: found } = await credentialsOf(input);
  const region = planned ?? found;
  const place = {
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
    pathStyle,
    bucket,
  };
  return new BucketReader(place, credentials, options);
}

async function credentialsOf({ protection, secrets, env, options }: ArchiveReaderInput): Promise<{
  readonly credentials: S3Credentials;
  readonly region: string | undefined;
}> {
  const { credentials: contract, namespace } = protection.drill;
  if (contract === undefined) {
    const identity = tryWebIdentity(env);
    if (identity === undefined) {
      throw new Incident(
        'credentials-missing',
        'the drill has neither a Secret with keys nor a role: its pod has no AWS_ROLE_ARN',
      );
    }
    return { credentials: await assumeRole(identity, options.signal), region: identity.region };
  }
  const read = readMountedCredentials(join(secrets, ARCHIVE_SECRET), contract.keys);
  const name = `${namespace}/${contract.secret}`;
  if ('missing' in read) {
    throw new Incident(
      'credentials-missing',
      `the Secret ${name} is missing, or its key ${read.missing} is missing or empty`,
    );
  }
  refuseOtherStore(name, read.names, protection);
  return { credentials: read.credentials, region: read.names.region };
}

/** Keys of another store would at best be refused, and at worst show another archive. */
function refuseOtherStore(
  secret: string,
  names: Readonly<Record<string, string | undefined>>,
  { backup: { archive } }: DrilledProtectionPlan,
): void {
  const planned = { bucket: archive.bucket, endpoint: archive.endpoint, region: archive.region };
  for (const [what, expected] of Object.entries(planned)) {
    const named = names[what];
    if (named === undefined || expected === undefined || withoutSlash(named) === withoutSlash(expected))
      continue;
    throw new Incident(
      'credentials-of-other-store',
      `the Secret ${secret} is for the ${what} ${named}, and the archive is in ${expected}`,
    );
  }
}

function withoutSlash(text: string): string {
  return text.replace(/\/+$/, '');
}
