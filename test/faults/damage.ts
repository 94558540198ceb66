import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from '../../lib/rehearsal';
import { FolderWalArchive } from '../../lib/rehearsal/folder-wal-archive';

/** Folder of the only base backup. */
export function backupOf({ backups }: Pick<Scene, 'backups'>): string {
  const [name] = readdirSync(backups);
  if (name === undefined) throw new Error('there is no base backup to damage');
  return join(backups, name);
}

/** The archive of a rehearsal that keeps it in a folder. */
export function archiveOf({ archive }: Pick<Scene, 'archive'>): FolderWalArchive {
  if (archive instanceof FolderWalArchive) return archive;
  throw new Error('the archive is in no folder');
}

/** The file of a table, below the data folder. */
export async function fileOf(scene: Scene, table: string): Promise<string> {
  const [row] = await query<{ path: string }>(scene, `SELECT pg_relation_filepath('${table}') AS path`);
  if (row === undefined) throw new Error(`there is no table ${table}`);
  return row.path;
}

/** Turns every bit of one byte of a file, in its middle unless told otherwise. */
export function flipByte(path: string, offset?: number): void {
  const content = readFileSync(path);
  const at = offset ?? Math.floor(content.length / 2) + 100;
  content[at] = (content[at] ?? 0) ^ 0xff;
  writeFileSync(path, content);
}

/** Cuts a file in half. */
export function cutInHalf(path: string): void {
  truncateSync(path, Math.floor(readFileSync(path).length / 2));
}

/** Removes the WAL segment at this place of the archive, counted from its end with -1. */
export function removeSegment(scene: Scene, index: number): void {
  const archive = archiveOf(scene);
  rmSync(archive.pathOf(segmentAt(archive, index)));
}

/** Overwrites what a WAL segment begins with. */
export function spoilSegment(scene: Scene, index: number): void {
  const archive = archiveOf(scene);
  const path = archive.pathOf(segmentAt(archive, index));
  const content = readFileSync(path);
  content.fill(0xaa, 0, 4096);
  writeFileSync(path, content);
}

export function segmentAt(archive: FolderWalArchive, index: number): string {
  const segment = archive.segments().at(index);
  if (segment === undefined) throw new Error(`the archive has no segment at ${index}`);
  return segment.name;
}

/** Runs SQL in the protected database as superuser. */
export async function query<Row extends Record<string, unknown>>(
  { server, database }: Scene,
  ...statements: readonly string[]
): Promise<readonly Row[]> {
  const session = await server.session({ database });
  try {
    let rows: readonly Row[] = [];
    for (const sql of statements) rows = await session.rows<Row>(sql);
    return rows;
  } finally {
    await session.close();
  }
}

/** Flips a byte in the file of a table on the disk of the source, which does not write any page of it again. */
export async function flipInSource(scene: Scene, table: string): Promise<void> {
  const file = await fileOf(scene, table);
  await query(scene, `VACUUM (FREEZE) ${table}`, 'CHECKPOINT');
  flipByte(join(scene.server.data, file));
}
