import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { DrillDocument } from '../../lib/plan';
import { runChecks } from '../checks';
import { ApiClient, inCluster } from '../kubernetes';
import type { Log } from '../log';
import type { Outcome } from '../outcome';
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
  try {
    const { verdict, reason, message } = await drillPostgres(document, {
      client,
      log,
      now: () => new Date(),
      holder: `${hostname()}/${randomUUID()}`,
      secrets: SECRETS,
      stop: stop.signal,
      runChecks,
      database: { awaitConnection, readServerFacts },
    });
    return { verdict, reason, message };
  } finally {
    client.close();
    process.off('SIGTERM', interrupt).off('SIGINT', interrupt);
  }
}
