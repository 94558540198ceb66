import { existsSync } from 'node:fs';
import { newestBackup, type BaseBackup } from './base-backup';
import { FolderWalArchive } from './folder-wal-archive';
import { Incident } from './incident';
import type { RehearsalStore } from './rehearsal-store';
import type { Sandbox } from './sandbox';

/** A store that is a folder of the sandbox. */
export class FolderStore implements RehearsalStore {
  readonly wal: FolderWalArchive;
  readonly backups: string;

  constructor(sandbox: Sandbox) {
    const store = sandbox.makeFolder('store');
    this.wal = new FolderWalArchive(store, sandbox.makeFolder('store', 'wal'));
    this.backups = sandbox.makeFolder('store', 'base');
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  /** It was made where it is kept. */
  keep(): Promise<void> {
    return Promise.resolve();
  }

  newestBackup(): Promise<BaseBackup | undefined> {
    // A promise also of what is thrown.
    return new Promise((resolve) => {
      const loss = this.tryFindLoss();
      if (loss !== undefined) throw loss;
      resolve(newestBackup(this.backups));
    });
  }

  tryFindLoss(): Incident | undefined {
    return existsSync(this.wal.store)
      ? undefined
      : new Incident('archive-unreachable', 'the folder of the backups is gone');
  }
}
