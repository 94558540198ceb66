import type { DrillTarget } from '../plan';
import type { Instant } from './instant';
import type { PostgresServer } from './server';
import type { WalArchive } from './wal-archive';

/** A rehearsal as it stands, for somebody who does something to it. */
export interface Scene {
  readonly archive: WalArchive;
  /** Folder on this machine in which base backups are made, one folder each; the store itself, where that is a folder. */
  readonly backups: string;
  /** The protected database. */
  readonly database: string;
  readonly owner: string;
  /** Server the step is about: the source until it is lost, then the one restored to. */
  readonly server: PostgresServer;
}

type Intervention = (scene: Scene) => Promise<void> | void;

/** What to do between the steps of a rehearsal: inject a fault, or look at it. Each absent by default. */
export interface Interventions {
  /** The workload is loaded and the witness has written; there is no backup yet. */
  readonly loaded?: Intervention;
  /** The base backup is complete. */
  readonly backedUp?: Intervention;
  /** Everything is written, and nobody is connected any more; the source is about to be lost. */
  readonly archived?: Intervention;
  /** The source is lost; what is in the store is all there is. The server does not exist any more. */
  readonly lost?: Intervention;
  /** The base backup is copied, and the server to restore to is about to start. */
  readonly restoring?: Intervention;
  /** The server is restored, and the checks are about to run. */
  readonly restored?: Intervention;
  /** Changes the point in time that a target is restored to. */
  readonly pointInTime?: (point: Instant, target: DrillTarget) => Instant;
}
