import { SCRATCH_FOLDER } from '../../lib/etcd/drill/scratch-container';
import type { DrillDocument } from '../../lib/plan';
import { runInCluster } from '../drill/run-in-cluster';
import type { Log } from '../log';
import type { Outcome } from '../outcome';
import { watchContainer } from './container-watch';
import { drillEtcd } from './drill';
import { scratchEtcd } from './scratch-etcd';
import { SnapshotStore } from './snapshot-store';

/** Drills EtcdSnapshots from a pod of its drill namespace. */
export function etcdProcedure(document: DrillDocument, log: Log): Promise<Outcome> {
  const { protection } = document;
  return runInCluster(log, (means) => {
    const { client, now, secrets, job } = means;
    return drillEtcd(document, {
      ...means,
      openStore: ({ takenBy }, signal) =>
        SnapshotStore.open({ protection, takenBy, secrets, env: process.env, options: { now } }, signal),
      scratch: scratchEtcd({
        folder: SCRATCH_FOLDER,
        look: watchContainer(client, protection.drill.namespace, job),
      }),
    });
  });
}
