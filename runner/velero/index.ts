import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { JOB_VARIABLE } from '../../lib/drill/site/drill-job';
import type { DrillDocument } from '../../lib/plan';
import { runChecks } from '../checks';
import { evidenceRecorder } from '../evidence';
import { ApiClient, inCluster } from '../kubernetes';
import type { Log } from '../log';
import { pushMetrics } from '../metrics';
import type { Outcome } from '../outcome';
import { awaitConnection, readServerFacts } from '../postgres/restored-database';
import { BackupStore } from './backup-store';
import { drillNamespaces } from './drill';
import { Incident } from './incident';

/** Where the Secrets of a drill are mounted. */
const SECRETS = '/secrets';

/** Drills a NamespaceBackup from a pod of its drill namespace. SIGTERM ends it early, and cleanly. */
export async function veleroProcedure(document: DrillDocument, log: Log): Promise<Outcome> {
  const stop = new AbortController();
  const interrupt = (signal: NodeJS.Signals) =>
    stop.abort(new Incident('interrupted', `the runner was told to end (${signal})`));
  process.on('SIGTERM', interrupt).on('SIGINT', interrupt);
  const client = new ApiClient(inCluster());
  const now = () => new Date();
  const job = process.env[JOB_VARIABLE] ?? '';
  const { protection } = document;
  try {
    const { verdict, reason, message } = await drillNamespaces(document, {
      client,
      log,
      now,
      holder: `${hostname()}/${randomUUID()}`,
      stop: stop.signal,
      store: new BackupStore({ protection, secrets: SECRETS, env: process.env, options: { now } }),
      runChecks,
      database: { awaitConnection, readServerFacts },
      pushMetrics,
      record: evidenceRecorder({ client, log, now, secrets: SECRETS, ...(job !== '' && { job }) }),
    });
    return { verdict, reason, message };
  } finally {
    client.close();
    process.off('SIGTERM', interrupt).off('SIGINT', interrupt);
  }
}
