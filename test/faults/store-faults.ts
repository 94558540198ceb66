import type { RehearsalOptions } from '../../lib/rehearsal';
import { LATEST } from '../rehearsal/protection';
import { ArchiveStore } from '../rehearsal/s3/archive-store';
import type { Fault } from './fault';

const latest = { targets: LATEST };

/** Time that the store may take for one answer, where that matters, seconds. */
const IMPATIENT = 0.5;

/** A row whose archive is a bucket of a store in this process. */
function atStore(
  row: Omit<Fault, 'inject' | 'afterwards'>,
  inject: (store: ArchiveStore) => Partial<RehearsalOptions> | Promise<Partial<RehearsalOptions>>,
): Fault {
  let store: ArchiveStore | undefined;
  return {
    protection: latest,
    ...row,
    inject: async () => {
      store = await ArchiveStore.start();
      return { archive: store.archive(), ...(await inject(store)) };
    },
    afterwards: async () => {
      await store?.stop();
    },
  };
}

/** Something is amiss with the store, and the backup is good: these must stay green. */
export const HARMLESS_STORES: readonly Fault[] = [
  atStore(
    {
      name: 'the archive is in a bucket',
      fast: true,
      reason: 'restored-and-checked',
      says: /9 checks passed/,
    },
    () => ({}),
  ),
  atStore({ name: 'the store is slow', reason: 'restored-and-checked', says: /9 checks passed/ }, (store) => {
    store.slowDown(100);
    return {};
  }),
  atStore(
    { name: 'the store answers 503 now and then', reason: 'restored-and-checked', says: /9 checks passed/ },
    (store) => {
      let requests = 0;
      store.refuse({ status: 503, code: 'SlowDown' }, () => (requests += 1) % 3 === 0);
      return {};
    },
  ),
  atStore(
    {
      name: 'the answers of the store to puts get lost now and then',
      reason: 'restored-and-checked',
      says: /9 checks passed/,
    },
    (store) => {
      let puts = 0;
      store.refuse('lost', ({ method }) => method === 'PUT' && (puts += 1) % 2 === 0);
      return {};
    },
  ),
];

/** Faults of a store that say that the backup is not there, or not whole. */
export const STORED_BACKUP_FAULTS: readonly Fault[] = [
  atStore(
    { name: 'the bucket is deleted with the source', reason: 'bucket-missing', says: /404 NoSuchBucket/ },
    (store) => ({ interventions: { lost: () => store.refuse({ status: 404, code: 'NoSuchBucket' }) } }),
  ),
  atStore(
    { name: 'the bucket has another name', reason: 'bucket-missing', says: /404 NoSuchBucket/ },
    (store) => ({ archive: store.archive({ bucket: 'no-such-bucket' }) }),
  ),
  atStore(
    {
      name: 'what was archived lies under another server name',
      reason: 'no-backup',
      says: /no complete base backup/,
    },
    (store) => ({ interventions: { lost: () => store.rename('another-server') } }),
  ),
  atStore(
    {
      name: 'a part of the base backup in the bucket is truncated',
      reason: 'base-backup-incomplete',
      says: /part-00001 of the base backup has \d+ bytes instead of \d+/,
    },
    (store) => ({
      interventions: {
        lost: () => store.alter('base', 1, (content) => content.subarray(0, content.length / 2)),
      },
    }),
  ),
  atStore(
    {
      name: 'a part of the base backup is missing in the bucket',
      reason: 'base-backup-incomplete',
      says: /the base backup has no part-00001/,
    },
    (store) => ({ interventions: { lost: () => store.alter('base', 1, () => undefined) } }),
  ),
  atStore(
    {
      name: 'a byte of the base backup is flipped in the bucket',
      reason: 'base-backup-corrupt',
      says: /file \S+ of the base backup has other content/,
    },
    (store) => ({ interventions: { lost: () => store.alter('base', 1, flipped) } }),
  ),
  atStore(
    {
      name: 'the manifest of the base backup is cut in the bucket',
      reason: 'base-backup-corrupt',
      says: /the manifest of the base backup cannot be read/,
    },
    (store) => ({
      interventions: { lost: () => store.alter('base', 0, (content) => content.subarray(0, 100)) },
    }),
  ),
  atStore(
    {
      name: 'a WAL segment is missing in the middle of the bucket',
      fast: true,
      reason: 'archived-data-lost',
      says: /the archive has nothing between the segments/,
    },
    (store) => ({ interventions: { lost: () => store.alter('wal', -2, () => undefined) } }),
  ),
  atStore(
    {
      name: 'the last WAL segment of the bucket is missing',
      reason: 'archived-data-lost',
      says: /the archive has no segment \w+/,
    },
    (store) => ({ interventions: { lost: () => store.alter('wal', -1, () => undefined) } }),
  ),
  atStore(
    {
      name: 'the store is so slow that the restore takes longer than the RTO allows',
      reason: 'restore-slower-than-rto',
      says: /took \d+\.\d s; the RTO is 1 s/,
      protection: { ...latest, objectives: { rto: 1 } },
    },
    (store) => ({ interventions: { lost: () => store.slowDown(300) } }),
  ),
];

/** Faults of a store that keep a rehearsal from finding out. */
export const STORE_FAULTS: readonly Fault[] = [
  atStore(
    {
      name: 'the key of the store is another one',
      reason: 'archive-key-refused',
      says: /403 SignatureDoesNotMatch/,
    },
    (store) => ({
      archive: store.archive({ credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'another' } }),
    }),
  ),
  atStore(
    {
      name: 'the key of the store is revoked while the source archives',
      reason: 'archive-key-refused',
      says: /the source could not archive its WAL: the store answers 403 InvalidAccessKeyId/,
    },
    (store) => ({
      interventions: { backedUp: () => store.refuse({ status: 403, code: 'InvalidAccessKeyId' }) },
    }),
  ),
  atStore(
    {
      name: 'the key of the store is revoked while the server recovers',
      fast: true,
      reason: 'archive-key-refused',
      says: /could not restore file "\w+(\.history)?" from archive.*: the store answers 403 InvalidAccessKeyId/,
    },
    (store) => ({
      interventions: { restoring: () => store.refuse({ status: 403, code: 'InvalidAccessKeyId' }) },
    }),
  ),
  atStore(
    {
      name: 'the key of the store may not read',
      reason: 'archive-access-denied',
      says: /the store answers 403 AccessDenied/,
    },
    (store) => ({
      interventions: {
        lost: () =>
          store.refuse({ status: 403, code: 'AccessDenied' }, ({ url }) => !url.includes('list-type=2')),
      },
    }),
  ),
  atStore(
    {
      name: 'there is no store at the endpoint',
      reason: 'archive-unreachable',
      says: /the store cannot be reached: ECONNREFUSED/,
    },
    async (store) => {
      const archive = store.archive();
      await store.stop();
      return { archive };
    },
  ),
  atStore(
    {
      name: 'something else than a store answers at the endpoint',
      reason: 'archive-unreachable',
      says: /something that is no list of objects/,
    },
    (store) => {
      store.refuse({ status: 200, code: 'Welcome' });
      return {};
    },
  ),
  atStore(
    {
      name: 'the store of a bucket goes away while the server recovers',
      reason: 'archive-unreachable',
      says: /from archive.*: the store cannot be reached/,
    },
    (store) => ({ interventions: { restoring: () => store.refuse('reset') } }),
  ),
  atStore(
    {
      name: 'the store answers 503 to everything',
      reason: 'archive-busy',
      says: /from archive.*: the store answers 503 SlowDown/,
    },
    (store) => ({ interventions: { restoring: () => store.refuse({ status: 503, code: 'SlowDown' }) } }),
  ),
  atStore(
    {
      name: 'the store answers 503 to everything the source archives',
      reason: 'archive-busy',
      says: /the source could not archive its WAL: the store answers 503 SlowDown/,
    },
    (store) => ({ interventions: { loaded: () => store.refuse({ status: 503, code: 'SlowDown' }) } }),
  ),
  atStore(
    {
      name: 'the store takes connections and answers nothing',
      reason: 'archive-busy',
      says: /the store did not answer within 500 ms/,
    },
    (store) => ({
      archive: store.archive({ timeout: IMPATIENT }),
      interventions: { lost: () => store.refuse('hangs') },
    }),
  ),
  atStore(
    {
      name: 'the clock of the store is another one than that of this machine',
      reason: 'clock-skew',
      says: /403 RequestTimeTooSkewed/,
    },
    (store) => {
      store.refuse({ status: 403, code: 'RequestTimeTooSkewed' });
      return {};
    },
  ),
];

/** Turns every bit of one byte in the middle. */
function flipped(content: Buffer): Buffer {
  const at = Math.floor(content.length / 2);
  content[at] = (content[at] ?? 0) ^ 0xff;
  return content;
}
