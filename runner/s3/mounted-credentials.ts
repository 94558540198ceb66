import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { S3Credentials } from '../../lib/evidence/signature-v4';

/** Credentials from the files of a mounted Secret, and what it says besides of the store. */
export interface MountedCredentials {
  readonly credentials: S3Credentials;
  /** What the Secret names of `bucket`, `endpoint` and `region`. */
  readonly names: Readonly<Partial<Record<'bucket' | 'endpoint' | 'region', string>>>;
}

/** A key of a Secret that is missing or empty. */
export interface MissingKey {
  readonly missing: string;
}

/**
 * Reads credentials of the S3 API. Secrets are mounted as optional: what is missing has no file.
 *
 * @param folder where the Secret is mounted
 * @param keys which of its keys holds what
 */
export function readMountedCredentials(
  folder: string,
  keys: Readonly<Record<string, string>>,
): MountedCredentials | MissingKey {
  const values = new Map<string, string>();
  for (const [what, key] of Object.entries(keys)) {
    const value = readKey(join(folder, key));
    if (value === '') return { missing: key };
    values.set(what, value);
  }
  const accessKeyId = values.get('accessKeyId');
  const secretAccessKey = values.get('secretAccessKey');
  if (accessKeyId === undefined) return { missing: 'accessKeyId' };
  if (secretAccessKey === undefined) return { missing: 'secretAccessKey' };
  const sessionToken = values.get('sessionToken');
  const [bucket, endpoint, region] = ['bucket', 'endpoint', 'region'].map((what) => values.get(what));
  return {
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
    names: {
      ...(bucket !== undefined && { bucket }),
      ...(endpoint !== undefined && { endpoint }),
      ...(region !== undefined && { region }),
    },
  };
}

function readKey(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return '';
  }
}
