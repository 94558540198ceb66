import { pieces, type ByteRange } from './byte-ranges';
import { Incident } from '../drill/incident';
import type { StoredSnapshot } from './snapshot-list';
import { openZip, type ZipEntry } from './zip-entry';

/** SHA-256 that etcd appends to a snapshot, bytes. */
export const HASH_LENGTH = 32;

/** Databases of etcd consist of whole blocks of so many bytes; it knows by that whether a hash is appended (etcd 3.6, etcdutl/snapshot). */
const BLOCK = 512;

/** Whether a snapshot may have so many bytes: whole blocks, and the hash behind them. */
export function isSnapshotSize(size: number): boolean {
  return size > HASH_LENGTH && size % BLOCK === HASH_LENGTH;
}

/**
 * The content of a snapshot: of the object itself, or of the file that is packed into it.
 *
 * Throws an Incident `snapshot-truncated` or `snapshot-corrupt`; whatever reading throws goes on.
 */
export async function openSnapshot(
  { name, object, zipped }: Pick<StoredSnapshot, 'name' | 'object' | 'zipped'>,
  read: ByteRange,
): Promise<ZipEntry> {
  const content = zipped
    ? await openZip(read, object.size)
    : { size: object.size, content: () => pieces(read, 0, object.size) };
  if (!isSnapshotSize(content.size)) {
    throw new Incident(
      'snapshot-truncated',
      `the snapshot ${name} has ${content.size} bytes: that is no database of etcd with its hash behind it`,
    );
  }
  return content;
}
