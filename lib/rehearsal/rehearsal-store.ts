import type { BaseBackup } from './base-backup';
import type { Incident } from './incident';
import type { WalArchive } from './wal-archive';

/** Where all is kept that will be left of a source: base backups and WAL. */
export interface RehearsalStore {
  readonly wal: WalArchive;
  /** Folder on this machine in which base backups are made, each in a folder of its own. */
  readonly backups: string;
  /** Looks whether it can be used at all. Throws an Incident where it cannot, or the abort. */
  prepare(signal: AbortSignal): Promise<void>;
  /** Keeps a base backup that was made: once it is kept, it counts. Throws as `prepare`. */
  keep(backup: BaseBackup, signal: AbortSignal): Promise<void>;
  /** The newest complete base backup, in a folder on this machine; undefined where there is none. Throws as `prepare`. */
  newestBackup(signal: AbortSignal): Promise<BaseBackup | undefined>;
  /** The incident that it is gone; undefined where it is there, as far as can be seen from here. */
  tryFindLoss(): Incident | undefined;
}
