import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { JOB_VARIABLE } from '../../lib/drill/site/drill-job';
import type { DrillResult } from '../../lib/plan';
import { evidenceRecorder } from '../evidence';
import { ApiClient, inCluster } from '../kubernetes';
import type { Log } from '../log';
import { pushMetrics } from '../metrics';
import type { Outcome } from '../outcome';
import type { DrillMeans } from './drill-means';
import { Incident } from './incident';

/** What a drill is done with in a pod of its drill namespace. */
export interface InClusterMeans extends DrillMeans {
  /** Folder where the Secrets of the drill are mounted. */
  readonly secrets: string;
  /** Name of the Job of this run. Empty where nothing says it. */
  readonly job: string;
}

/** Runs a drill in a pod of its drill namespace. SIGTERM ends it early, and cleanly. */
export async function runInCluster(
  log: Log,
  drill: (means: InClusterMeans) => Promise<DrillResult>,
): Promise<Outcome> {
  const stop = new AbortController();
  const interrupt = (signal: NodeJS.Signals) =>
    stop.abort(new Incident('interrupted', `the runner was told to end (${signal})`));
  process.on('SIGTERM', interrupt).on('SIGINT', interrupt);
  const client = new ApiClient(inCluster());
  const now = () => new Date();
  const secrets = '/secrets';
  const job = process.env[JOB_VARIABLE] ?? '';
  try {
    const { verdict, reason, message } = await drill({
      client,
      log,
      now,
      secrets,
      job,
      holder: `${hostname()}/${randomUUID()}`,
      stop: stop.signal,
      pushMetrics,
      record: evidenceRecorder({ client, log, now, secrets, ...(job !== '' && { job }) }),
    });
    return { verdict, reason, message };
  } finally {
    client.close();
    process.off('SIGTERM', interrupt).off('SIGINT', interrupt);
  }
}
