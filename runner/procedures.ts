import type { DrillDocument } from '../lib/plan/drill-plan';
import { etcdProcedure } from './etcd';
import type { Log } from './log';
import type { Outcome } from './outcome';
import { postgresProcedure } from './postgres';
import { veleroProcedure } from './velero';

/** How one kind of protection is drilled. */
export type Procedure = (document: DrillDocument, log: Log) => Promise<Outcome>;

/** Procedures by kind of protection. A kind without one cannot be drilled: its verdict is inconclusive. */
export type Procedures = ReadonlyMap<string, Procedure>;

/** The procedures this runner has. */
export const PROCEDURES: Procedures = new Map([
  ['PostgresCluster', postgresProcedure],
  ['EtcdSnapshots', etcdProcedure],
  ['NamespaceBackup', veleroProcedure],
]);
