import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { DrillDocument } from '../../lib/plan';
import { JOB_VARIABLE } from '../../lib/drill/site/drill-job';
import { runChecks } from '../checks';
import { CheckPods } from '../containers';
import { evidenceRecorder } from '../evidence';
import { ApiClient, inCluster } from '../kubernetes';
import type { Log } from '../log';
import { pushMetrics } from '../metrics';
import type { Outcome } from '../outcome';
import { inspectArchive } from './archive';
import { drillPostgres } from './drill';
import { Incident } from './incident';
import { awaitConnection, readServerFacts } from './restored-database';

/** Where the Secrets of a drill are mounted. */
const SECRETS = '/secrets';

/** Drills a PostgresCluster from a pod of its drill namespace. SIGTERM ends it early, and cleanly. */
export async function postgresProcedure(document: DrillDocument, log: Log): Promise<Outcome> {
  const stop = new AbortController();
  const interrupt = (signal: NodeJS.Signals) =>
    stop.abort(new Incident('interrupted', `the runner was told to end (${signal})`));
  process.on('SIGTERM', interrupt).on('SIGINT', interrupt);
  const client = new ApiClient(inCluster());
  const now = () => new Date();
  const job = process.env[JOB_VARIABLE] ?? '';
  const holder = `${hostname()}/${randomUUID()}`;
  try {
    const { verdict, reason, message } = await drillPostgres(document, {
      client,
      log,
      now,
      holder,
      inspectArchive: (protection, signal) =>
        inspectArchive({ protection, secrets: SECRETS, env: process.env, options: { now } }, signal),
      stop: stop.signal,
      runChecks,
      database: { awaitConnection, readServerFacts },
      pushMetrics,
      containers: new CheckPods({ client, drill: document.protection.drill, holder }),
      record: evidenceRecorder({ client, log, now, secrets: SECRETS, ...(job !== '' && { job }) }),
    });
    return { verdict, reason, message };
  } finally {
    client.close();
    process.off('SIGTERM', interrupt).off('SIGINT', interrupt);
  }
}
