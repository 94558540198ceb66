import { ObjectSnapshot, type BucketReader } from '../../s3';
import type { BaseBackups } from './base-backups';
import { readBarmanKey } from './barman-key';
import { WalRuns } from './wal-runs';

/** What lay in an archive before a drill: what is compared afterwards, and what a drill has to know. */
export interface ArchiveBaseline {
  /** Folder of the server, with a slash at the end. */
  readonly folder: string;
  readonly snapshot: ObjectSnapshot;
  readonly backups: BaseBackups;
  readonly wal: WalRuns;
}

/** Lists everything a server has archived. Throws a StoreError. */
export async function takeBaseline(
  reader: BucketReader,
  folder: string,
  backups: BaseBackups,
): Promise<ArchiveBaseline> {
  const snapshot = new ObjectSnapshot();
  const wal = new WalRuns(backups.newest.segmentSize);
  for await (const object of reader.objects(folder)) {
    snapshot.add(object);
    const read = readBarmanKey(object.key.slice(folder.length));
    if (read.kind === 'wal' && (read.wal.kind === 'segment' || read.wal.kind === 'partial'))
      wal.add(read.wal, object.lastModified);
  }
  return { folder, snapshot, backups, wal };
}
