import type { DrillDocument } from '../../lib/plan';
import { runChecks } from '../checks';
import { runInCluster } from '../drill/run-in-cluster';
import type { Log } from '../log';
import type { Outcome } from '../outcome';
import { awaitConnection, readServerFacts } from '../postgres/restored-database';
import { BackupStore } from './backup-store';
import { drillNamespaces } from './drill';

/** Drills a NamespaceBackup from a pod of its drill namespace. */
export function veleroProcedure(document: DrillDocument, log: Log): Promise<Outcome> {
  const { protection } = document;
  return runInCluster(log, (means) => {
    const { now, secrets } = means;
    return drillNamespaces(document, {
      ...means,
      store: new BackupStore({ protection, secrets, env: process.env, options: { now } }),
      runChecks,
      database: { awaitConnection, readServerFacts },
    });
  });
}
