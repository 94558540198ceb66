import type { ListedObject } from '../../lib/evidence/s3-listing';
import { ObjectSnapshot } from '../s3';
import type { SnapshotMaker } from './source';

/** A snapshot of etcd in the store. */
export interface StoredSnapshot {
  readonly object: ListedObject;
  /** Name in the folder. */
  readonly name: string;
  /** When it was taken. */
  readonly takenAt: Date;
  /** Whether it is packed into a ZIP archive. */
  readonly zipped: boolean;
}

/** What a folder of snapshots holds. */
export interface SnapshotFolder {
  /** Everything in it, to compare with later. */
  readonly content: ObjectSnapshot;
  /** @default - there is none */
  readonly newest?: StoredSnapshot;
}

/**
 * Names of snapshots, with the time in Unix seconds. k3s calls them `<name>-<node>-<time>`, packed ones `….zip`
 * (k3s, pkg/etcd/snapshot.go); the CronJob of restorable `<name>-<time>.db`.
 */
const NAMES: Readonly<Record<SnapshotMaker, RegExp>> = {
  k3s: /^[^/]*-(?<time>\d{9,11})(?<zip>\.zip)?$/,
  kubeadm: /^[^/]*-(?<time>\d{9,11})\.db$/,
};

/** Reads a folder, in one pass. @param prefix of the folder, with its slash */
export async function readFolder(
  objects: AsyncIterable<ListedObject>,
  prefix: string,
  maker: SnapshotMaker,
): Promise<SnapshotFolder> {
  const content = new ObjectSnapshot();
  let newest: StoredSnapshot | undefined;
  for await (const object of objects) {
    content.add(object);
    const snapshot = trySnapshot(object, prefix, maker);
    if (snapshot !== undefined && !(newest !== undefined && newest.takenAt >= snapshot.takenAt))
      newest = snapshot;
  }
  return { content, ...(newest !== undefined && { newest }) };
}

/** The snapshot that an object is; undefined for what is none, such as the files k3s keeps in `.metadata/`. */
export function trySnapshot(
  object: ListedObject,
  prefix: string,
  maker: SnapshotMaker,
): StoredSnapshot | undefined {
  const name = object.key.slice(prefix.length);
  const { time, zip } = NAMES[maker].exec(name)?.groups ?? {};
  if (time === undefined) return undefined;
  const stored = Date.parse(object.lastModified ?? '');
  const named = Number(time) * 1000;
  // Whoever renames an old snapshot, or puts it there again, makes it no newer.
  const takenAt = new Date(Number.isNaN(stored) ? named : Math.min(named, stored));
  return { object, name, takenAt, zipped: zip !== undefined };
}
