import type { UploadPlan } from '../../../lib/etcd/backup/upload-plan';
import { errorCodeOf, S3Client } from '../../../lib/evidence/s3-client';
import type { Log } from '../../log';
import { readMountedCredentials } from '../../s3';
import { putFile, type PutAnswer } from './put-file';
import { readSnapshotFile } from './snapshot-file';

/** Largest object of one PutObject (Amazon S3 User Guide, "Uploading objects"). */
const LARGEST = 5 * 1024 ** 3;

/** How often a put is tried whose answer is lost, or is that the store is busy. */
const ATTEMPTS = 4;

/** The object exists (Amazon S3 API Reference, `If-None-Match`). */
const EXISTS = 412;

/** How an upload is done. */
export interface UploadOptions {
  readonly log: Log;
  readonly now: () => Date;
  /** Pause before the second attempt, milliseconds; doubled before each one after it. @default 2000 */
  readonly pause?: number;
}

/**
 * Uploads the snapshot that a container beside has just saved, as `<name>-<time>.db`, with a file with its hash, which comes
 * first: where there is a snapshot, there is its hash. Takes a key that only puts. False: it is not in the store.
 */
export async function uploadSnapshot(plan: UploadPlan, options: UploadOptions): Promise<boolean> {
  const { log, now } = options;
  const refuse = (reason: string): false => {
    log.error('the snapshot is not uploaded', { reason });
    return false;
  };
  const found = await readSnapshotFile(plan.file);
  if (typeof found === 'string') return refuse(found);
  if (found.size > LARGEST) return refuse(`the snapshot has ${found.size} bytes: more than one put takes`);
  const read = readMountedCredentials(plan.credentials.folder, plan.credentials.keys);
  if ('missing' in read) return refuse(`the key ${read.missing} of the Secret is missing or empty`);
  const { bucket, endpoint, pathStyle, prefix } = plan.archive;
  const region = plan.archive.region ?? read.names.region;
  const place = {
    bucket,
    pathStyle,
    ...(endpoint !== undefined && { endpoint }),
    ...(region !== undefined && { region }),
  };
  const name = `${plan.name}-${Math.floor(now().getTime() / 1000)}.db`;
  const key = prefix === '' ? name : `${prefix}/${name}`;
  const headers = plan.conditionalPut ? { 'if-none-match': '*' } : {};
  const { credentials } = read;
  const { size, sha256 } = found;
  // Attempts are counted here: whether an object that exists is ours depends on it.
  const client = new S3Client(place, credentials, { now, attempts: 1 });
  const hashFile = async (): Promise<PutAnswer> => {
    const body = Buffer.from(`${sha256}  ${name}\n`);
    const answer = await client.ask({ method: 'PUT', key: `${key}.sha256`, body, headers, longest: 65_536 });
    if ('silence' in answer) throw new Error(answer.reason);
    const code = errorCodeOf(answer);
    return { status: answer.status, ...(code !== undefined && { code }) };
  };
  const snapshot = () =>
    putFile({ bucket: place, credentials, key, file: plan.file, size, sha256, headers, now });
  for (const put of [hashFile, snapshot]) {
    const fault = await tryPut(put, options);
    if (fault !== undefined) return refuse(fault);
  }
  log.info('snapshot uploaded', { snapshot: `${bucket}/${key}`, bytes: size, sha256 });
  return true;
}

/** Puts until it is there. Undefined: it is; otherwise why not. */
async function tryPut(
  put: () => Promise<PutAnswer>,
  { pause = 2000 }: UploadOptions,
): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await put().catch((): PutAnswer => ({ status: 0 }));
    const { status, code } = answer;
    if (status >= 200 && status < 300) return undefined;
    // The one before got through, and only its answer was lost.
    if (status === EXISTS && attempt > 1) return undefined;
    const isPassing = status === 0 || status === 409 || status === 429 || status >= 500;
    if (!isPassing || attempt >= ATTEMPTS) {
      if (status === 0) return 'the store cannot be reached';
      return `the store answers ${status}${code === undefined ? '' : ` ${code}`}`;
    }
    await new Promise((resolve) => setTimeout(resolve, pause * 2 ** (attempt - 1)));
  }
}
