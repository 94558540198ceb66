import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { JOB_VARIABLE } from '../../lib/drill/site/drill-job';
import { SCRATCH_FOLDER } from '../../lib/etcd/drill/scratch-container';
import type { DrillDocument } from '../../lib/plan';
import { evidenceRecorder } from '../evidence';
import { ApiClient, inCluster } from '../kubernetes';
import type { Log } from '../log';
import { pushMetrics } from '../metrics';
import type { Outcome } from '../outcome';
import { watchContainer } from './container-watch';
import { drillEtcd } from './drill';
import { Incident } from './incident';
import { scratchEtcd } from './scratch-etcd';
import { SnapshotStore } from './snapshot-store';

/** Where the Secrets of a drill are mounted. */
const SECRETS = '/secrets';

/** Drills EtcdSnapshots from a pod of its drill namespace. SIGTERM ends it early, and cleanly. */
export async function etcdProcedure(document: DrillDocument, log: Log): Promise<Outcome> {
  const stop = new AbortController();
  const interrupt = (signal: NodeJS.Signals) =>
    stop.abort(new Incident('interrupted', `the runner was told to end (${signal})`));
  process.on('SIGTERM', interrupt).on('SIGINT', interrupt);
  const client = new ApiClient(inCluster());
  const now = () => new Date();
  const job = process.env[JOB_VARIABLE] ?? '';
  const { protection } = document;
  try {
    const { verdict, reason, message } = await drillEtcd(document, {
      client,
      log,
      now,
      holder: `${hostname()}/${randomUUID()}`,
      stop: stop.signal,
      openStore: ({ takenBy }, signal) =>
        SnapshotStore.open(
          { protection, takenBy, secrets: SECRETS, env: process.env, options: { now } },
          signal,
        ),
      scratch: scratchEtcd({
        folder: SCRATCH_FOLDER,
        look: watchContainer(client, protection.drill.namespace, job),
      }),
      pushMetrics,
      record: evidenceRecorder({ client, log, now, secrets: SECRETS, ...(job !== '' && { job }) }),
    });
    return { verdict, reason, message };
  } finally {
    client.close();
    process.off('SIGTERM', interrupt).off('SIGINT', interrupt);
  }
}
