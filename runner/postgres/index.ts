import type { DrillDocument } from '../../lib/plan';
import { runChecks } from '../checks';
import { CheckPods } from '../containers';
import { runInCluster } from '../drill/run-in-cluster';
import type { Log } from '../log';
import type { Outcome } from '../outcome';
import { inspectArchive } from './archive';
import { drillPostgres } from './drill';
import { awaitConnection, readServerFacts } from './restored-database';

/** Drills a PostgresCluster from a pod of its drill namespace. */
export function postgresProcedure(document: DrillDocument, log: Log): Promise<Outcome> {
  return runInCluster(log, (means) => {
    const { client, holder, now, secrets } = means;
    return drillPostgres(document, {
      ...means,
      inspectArchive: (protection, signal) =>
        inspectArchive({ protection, secrets, env: process.env, options: { now } }, signal),
      runChecks,
      database: { awaitConnection, readServerFacts },
      containers: new CheckPods({ client, drill: document.protection.drill, holder }),
    });
  });
}
