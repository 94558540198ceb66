import { WalName } from './wal-name';

/** What a key below the folder of a server says, as barman-cloud 3.19 lays an archive out. */
export type BarmanKey =
  | {
      readonly kind: 'backup';
      /** When it was begun, `20270103T040000`: their order is that of time. */
      readonly backup: string;
      /** Path below the folder of the backup, for example `backup.info`, `data.tar.gz`. */
      readonly file: string;
    }
  | { readonly kind: 'wal'; readonly wal: WalName }
  | { readonly kind: 'other' };

/** Reads a key relative to the folder of the server: `base/<backup>/…`, `wals/<timeline and log>/<name>[.<compression>]`. */
export function readBarmanKey(key: string): BarmanKey {
  const [, backup, file] = /^base\/([^/]+)\/(.+)$/.exec(key) ?? [];
  if (backup !== undefined && file !== undefined) return { kind: 'backup', backup, file };
  if (!key.startsWith('wals/')) return { kind: 'other' };
  const wal = WalName.tryParse(key.slice(key.lastIndexOf('/') + 1));
  return wal === undefined ? { kind: 'other' } : { kind: 'wal', wal };
}

/** File with what Barman knows of a backup. It is written again when the backup is complete. */
export const BACKUP_INFO = 'backup.info';

/** Whether a file of a backup holds the data folder: one part of it, compressed or not. */
export function isDataOf(file: string): boolean {
  return /^data(_\d+)?\.tar(\.\w+)?$/.test(file);
}
