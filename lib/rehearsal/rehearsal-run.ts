import { RestorableError } from '../core/problems';
import type { DrilledProtectionPlan } from '../plan';
import { Incident } from './incident';
import type { Scene } from './interventions';
import type { PhaseClock } from './phase-clock';
import type { Rehearsable, RehearsalOptions } from './rehearsal-options';
import type { RehearsalStore } from './rehearsal-store';
import type { RunnableBinaries } from './runnable-binaries';
import type { Sandbox } from './sandbox';
import { PostgresServer } from './server';
import type { WalArchive } from './wal-archive';
import type { ReadWorkload } from './workload';

/** What the steps of one rehearsal share. */
export interface RehearsalRunProps {
  readonly options: RehearsalOptions;
  readonly subject: Rehearsable;
  readonly workload: ReadWorkload;
  readonly sandbox: Sandbox;
  readonly store: RehearsalStore;
  readonly binaries: RunnableBinaries;
  readonly clock: PhaseClock;
  /** Aborted by Ctrl-C and at the deadline, with the Incident as its reason. */
  readonly signal: AbortSignal;
}

/** One rehearsal: its sandbox, with a store for base backups and WAL, and its servers. */
export class RehearsalRun {
  readonly options: RehearsalOptions;
  readonly protection: DrilledProtectionPlan;
  readonly database: string;
  readonly owner: string;
  readonly workload: ReadWorkload;
  readonly sandbox: Sandbox;
  readonly clock: PhaseClock;
  readonly signal: AbortSignal;
  readonly store: RehearsalStore;

  private readonly binaries: RunnableBinaries;

  constructor(props: RehearsalRunProps) {
    this.options = props.options;
    ({ protection: this.protection, database: this.database, owner: this.owner } = props.subject);
    this.workload = props.workload;
    this.sandbox = props.sandbox;
    this.binaries = props.binaries;
    this.clock = props.clock;
    this.signal = props.signal;
    this.store = props.store;
  }

  /** Where the WAL is. */
  get archive(): WalArchive {
    return this.store.wal;
  }

  /** What interventions are shown, beside the server. */
  get scene(): Omit<Scene, 'server'> {
    const { archive, store, database, owner } = this;
    return { archive, backups: store.backups, database, owner };
  }

  /** A server that does not exist yet, with a folder of this name. */
  server(name: string): PostgresServer {
    return PostgresServer.in(this.sandbox, name, this.binaries);
  }

  /** Whether what was thrown tells its own reason. */
  isKnown(error: unknown): boolean {
    return this.signal.aborted || error instanceof Incident || RestorableError.is(error);
  }
}
